from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("members", "0010_customers")]

    operations = [
        migrations.CreateModel(
            name="TrialTaken",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("address_hash", models.CharField(max_length=64, unique=True)),
                ("at", models.DateTimeField(db_index=True)),
            ],
        ),
        migrations.CreateModel(
            name="Try",
            fields=[
                ("cache_key", models.CharField(max_length=255, primary_key=True, serialize=False)),
                ("value", models.TextField()),
                ("expires", models.DateTimeField(db_index=True)),
            ],
        ),
        migrations.AddField(
            model_name="reader", name="wants_offers", field=models.BooleanField(default=False)
        ),
    ]
