"""A decision may be made because company policy changed."""

from django.db import migrations, models

from endgate.desk.store import triggers


def take_guards_off(_apps, editor):
    """SQLite makes the table anew, which it refuses while guards of other tables look at it; they come back after."""
    if editor.connection.vendor == "sqlite":
        triggers.remove()


class Migration(migrations.Migration):
    dependencies = [
        ("store", "0006_withdrawn_and_carried"),
    ]

    operations = [
        migrations.RunPython(take_guards_off, migrations.RunPython.noop),
        migrations.RemoveConstraint(
            model_name="decision",
            name="decision_cause",
        ),
        migrations.AddConstraint(
            model_name="decision",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "cause__in",
                        ("asked", "revised", "list", "law", "claim", "review", "engine", "policy"),
                    )
                ),
                name="decision_cause",
            ),
        ),
    ]
