import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("store", "0001_start"),
    ]

    operations = [
        migrations.AddField(
            model_name="case",
            name="waiting_since",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="case",
            name="waiting_until",
            field=models.DateField(null=True),
        ),
        migrations.CreateModel(
            name="Dossier",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("reference", models.CharField(max_length=20, unique=True)),
                ("recipient", models.CharField(max_length=120)),
                ("kind", models.CharField(max_length=40)),
                ("label", models.CharField(max_length=20)),
                ("content", models.BinaryField()),
                ("sha256", models.CharField(max_length=64)),
                ("notes", models.TextField(blank=True, default="")),
                ("at", models.DateTimeField()),
                ("author", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to="store.user")),
                ("case", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to="store.case")),
                ("decision", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to="store.decision")),
            ],
            options={
                "db_table": "dossier",
            },
        ),
        migrations.CreateModel(
            name="AdviceRequest",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("question", models.TextField()),
                ("at", models.DateTimeField()),
                ("author", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to="store.user")),
                ("case", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to="store.case")),
                ("decision", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to="store.decision")),
                ("team", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to="store.team")),
            ],
            options={
                "db_table": "advice_request",
                "indexes": [models.Index(fields=["team", "case"], name="advice_asked")],
            },
        ),
        migrations.CreateModel(
            name="ClaimGrant",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("claim", models.CharField(max_length=120)),
                ("granted", models.BooleanField()),
                ("reason", models.TextField(blank=True, default="")),
                ("at", models.DateTimeField()),
                ("author", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to="store.user")),
                ("case", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to="store.case")),
                ("team", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to="store.team")),
            ],
            options={
                "db_table": "claim_grant",
                "indexes": [models.Index(fields=["team", "case"], name="claim_granted")],
            },
        ),
        migrations.CreateModel(
            name="DossierAct",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(max_length=12)),
                ("reason", models.TextField(blank=True, default="")),
                ("at", models.DateTimeField()),
                ("author", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to="store.user")),
                ("dossier", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to="store.dossier")),
            ],
            options={
                "db_table": "dossier_act",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ("released", "refused", "delivered", "replied", "recalled"))),
                        name="dossieract_kind",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="EvidenceEvent",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("seq", models.PositiveIntegerField()),
                ("at", models.CharField(max_length=40)),
                ("actor", models.CharField(max_length=80)),
                ("verb", models.CharField(max_length=40)),
                ("object", models.CharField(max_length=200)),
                ("payload", models.TextField()),
                ("prev", models.CharField(max_length=64)),
                ("hash", models.CharField(max_length=64)),
                ("case", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to="store.case")),
            ],
            options={
                "db_table": "evidence_event",
                "constraints": [models.UniqueConstraint(fields=("case", "seq"), name="evidence_event_seq")],
            },
        ),
    ]
