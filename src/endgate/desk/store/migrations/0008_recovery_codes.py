"""Recovery codes of second factors."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("store", "0007_cause_policy"),
    ]

    operations = [
        migrations.CreateModel(
            name="RecoveryCode",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.CharField(max_length=64, unique=True)),
                ("used_at", models.DateTimeField(null=True)),
                ("user", models.ForeignKey(on_delete=models.deletion.CASCADE, to="store.user")),
            ],
            options={
                "db_table": "recovery_code",
            },
        ),
    ]
