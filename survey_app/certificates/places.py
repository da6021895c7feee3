"""Where a server is reached, and whether pages there may work without network."""

from dataclasses import dataclass
from ipaddress import ip_address
from urllib.parse import urlsplit

from survey_app.certificates.asking import ALWAYS, Plan
from survey_app.certificates.door import ONLY_HERE


@dataclass(frozen=True, slots=True)
class Served:
    """How the secure server runs: where it listens, its port, and that of the `Door` (0: there is none)."""

    host: str
    port: int
    door: int

    def __str__(self) -> str:
        return f"{self.host} {self.port} {self.door}"

    @classmethod
    def read(cls, written: str) -> "Served":
        """The same again from its words."""
        host, port, door = written.split()
        return cls(host, int(port), int(door))

    def addresses(self, asked: Plan) -> tuple[str, ...]:
        """Where pages are opened by tablets, with a certificate for ``asked``: numbers first, then names.

        Numbers work in any Wi-Fi; a name needs a router that knows it.
        """
        after = "" if self.port == 443 else f":{self.port}"
        return tuple(f"https://{host}{after}/" for host in [*self._numbers(asked), *asked.names])

    def door_address(self, asked: Plan) -> str:
        """Where the page for certificates is opened without trust; '' when there is no door."""
        after = "" if self.door == 80 else f":{self.door}"
        host = next(iter([*self._numbers(asked), *asked.names]))
        return f"http://{host}{after}{ONLY_HERE}" if self.door else ""

    def _numbers(self, asked: Plan) -> list[str]:
        """The addresses of ``asked`` the server listens at."""
        numbers = [str(address) for address in asked.addresses]
        if self.host in ("0.0.0.0", "::"):  # noqa: S104  # compared, not listened at
            return [number for number in numbers if number != str(ALWAYS)] or numbers
        return [number for number in numbers if number == self.host]


def works_offline(url: str, public_url: str) -> bool:
    """Whether browsers let a page opened at ``url`` work without network: https, or the machine itself.

    Behind a proxy the server sees plain http; then the host is that of an https ``public_url``.
    """
    here, public = urlsplit(url), urlsplit(public_url)
    if here.scheme == "https" or (public.scheme == "https" and public.netloc == here.netloc):
        return True
    host = here.hostname or ""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost" or host.endswith(".localhost")
