"""procrastinate and pgqueuer, from the extra `bench`, doing empty jobs: run in an environment of their own.

python others.py fill|work procrastinate|pgqueuer ADDRESS COUNT
"""

import asyncio
import json
import sys
import time


def connection_words(address: str) -> str:
    """A SQLAlchemy address of a server on a socket, as libpq writes it."""
    user, _, rest = address.partition("://")[2].partition("@/")
    name, _, host = rest.partition("?host=")
    return f"user={user} dbname={name} host={host}"


def procrastinate_app(address: str):
    import procrastinate

    app = procrastinate.App(connector=procrastinate.PsycopgConnector(conninfo=connection_words(address)))

    @app.task(name="empty")
    async def empty(number: int) -> None:
        pass

    return app, empty


async def fill_procrastinate(address: str, count: int) -> None:
    app, empty = procrastinate_app(address)
    async with app.open_async():
        await app.schema_manager.apply_schema_async()
        for start in range(0, count, 1000):
            await empty.batch_defer_async(*({"number": start + one} for one in range(1000)))


async def work_procrastinate(address: str, count: int) -> None:
    app, _ = procrastinate_app(address)
    async with app.open_async():
        await app.run_worker_async(wait=False, concurrency=10, install_signal_handlers=False, listen_notify=False)


async def queue(address: str):
    import psycopg
    from pgqueuer import PgQueuer, PsycopgDriver

    connection = await psycopg.AsyncConnection.connect(connection_words(address), autocommit=True)
    return PgQueuer(PsycopgDriver(connection))


async def fill_pgqueuer(address: str, count: int) -> None:
    from pgqueuer import Queries

    queries = Queries((await queue(address)).connection)
    await queries.install()
    for _ in range(0, count, 1000):
        await queries.enqueue(["empty"] * 1000, [None] * 1000, [0] * 1000)


async def work_pgqueuer(address: str, count: int) -> None:
    from datetime import timedelta

    from pgqueuer.domain.types import QueueExecutionMode

    worker = await queue(address)

    @worker.entrypoint("empty")
    async def empty(job) -> None:
        pass

    await worker.run(dequeue_timeout=timedelta(seconds=1), batch_size=100, mode=QueueExecutionMode.drain)


def main() -> None:
    step, whose, address, count = sys.argv[1:]
    do = globals()[f"{step}_{whose}"]
    started = time.perf_counter()
    asyncio.run(do(address, int(count)))
    sys.stdout.write(json.dumps(time.perf_counter() - started))


if __name__ == "__main__":
    main()
