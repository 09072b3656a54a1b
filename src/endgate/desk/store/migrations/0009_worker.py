"""Signs of life of workers."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("store", "0008_recovery_codes"),
    ]

    operations = [
        migrations.CreateModel(
            name="Worker",
            fields=[
                ("holder", models.CharField(max_length=80, primary_key=True, serialize=False)),
                ("began_at", models.DateTimeField()),
                ("seen_at", models.DateTimeField(db_index=True)),
            ],
            options={
                "db_table": "worker",
            },
        ),
    ]
