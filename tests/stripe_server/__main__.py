"""Start the provider of the tests: see the package's own words."""

from __future__ import annotations

import argparse
import json
import sys

from tests.stripe_server.deliveries import Courier
from tests.stripe_server.server import StripeServer
from tests.stripe_server.shapes import seconds_of
from tests.stripe_server.world import World


def main() -> None:
    words = argparse.ArgumentParser(prog="python -m tests.stripe_server")
    words.add_argument("--port", type=int, default=0)
    words.add_argument("--webhook", default="http://127.0.0.1:1/")
    words.add_argument("--secret", default="whsec_test")
    words.add_argument("--now", default="")
    words.add_argument("--seed", type=int, default=1)
    words.add_argument("--hold", action="store_true")
    said = words.parse_args()
    world = World(seed=said.seed, moment=seconds_of(said.now) if said.now else None)
    courier = Courier(world, said.webhook, said.secret, mode="hold" if said.hold else "now")
    server = StripeServer(world, courier, said.port)
    sys.stdout.write(json.dumps({"address": world.address}) + "\n")
    sys.stdout.flush()
    server.serve_forever()


if __name__ == "__main__":
    main()
