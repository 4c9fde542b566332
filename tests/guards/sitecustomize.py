"""Python imports this at start when its folder is on PYTHONPATH: so the guard reaches the processes of tests."""

import no_network

no_network.install()
