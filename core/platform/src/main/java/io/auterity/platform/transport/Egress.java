package io.auterity.platform.transport;

import io.auterity.spi.Call;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Egress control (SSRF protection): checks the host and the address to which a request may go. The
 * address that is checked is the one that is connected to, so a name that changes its address in
 * between (DNS rebinding) gains nothing.
 */
record Egress(TransportSettings settings, HostResolver resolver) {

  /**
   * The place that a request goes to.
   *
   * @throws CallFailedException {@code forbidden} when the binding does not name it, when it is an
   *     address that others may read as another, or when a secret may go there unencrypted and no
   *     operator approved the host
   */
  Destination place(TransportBinding binding, URI uri) {
    UrlHost.flaw(uri)
        .ifPresent(
            flaw -> {
              throw new CallFailedException(FailureCode.FORBIDDEN, flaw.toString());
            });
    Destination place =
        Destination.of(uri)
            .filter(found -> uri.getRawUserInfo() == null)
            .orElseThrow(
                () ->
                    new CallFailedException(
                        FailureCode.FORBIDDEN, "not an http or https URL without a user name"));
    if (!binding.reaches(place)) {
      throw new CallFailedException(
          FailureCode.FORBIDDEN,
          "provider '%s' may not reach %s://%s: its connector does not name that host"
              .formatted(binding.provider(), place.scheme(), place.authority()));
    }
    if (place.scheme().equals("http") && binding.sendsSecrets(place) && !approved(binding, place)) {
      throw new CallFailedException(
          FailureCode.FORBIDDEN,
          "provider '%s' would send %s to http://%s unencrypted: use https, or an operator may approve it as '%s for TENANT' in egress.allow of auterity.yaml"
              .formatted(
                  binding.provider(),
                  binding.signs(place) ? "its credential" : "secrets of its configuration",
                  place.authority(),
                  place.authority()));
    }
    return place;
  }

  /**
   * The address of a server of another protocol than HTTP.
   *
   * @throws CallFailedException as {@link #place} and {@link #address}
   */
  InetSocketAddress server(
      TransportBinding binding, String host, int port, boolean encrypted, Call call) {
    Destination place = Destination.tcp(host, port);
    UrlHost.flaw(URI.create("tcp://" + place.authority()))
        .ifPresent(
            flaw -> {
              throw new CallFailedException(FailureCode.FORBIDDEN, flaw.toString());
            });
    if (!binding.reaches(place)) {
      throw new CallFailedException(
          FailureCode.FORBIDDEN,
          "provider '%s' may not reach %s: its configuration does not name that server"
              .formatted(binding.provider(), place.authority()));
    }
    if (!encrypted && binding.sendsSecrets(place) && !approved(binding, place)) {
      throw new CallFailedException(
          FailureCode.FORBIDDEN,
          "provider '%s' would send secrets of its configuration to %s unencrypted: encrypt the connection, or an operator may approve it as '%s for TENANT' in egress.allow of auterity.yaml"
              .formatted(binding.provider(), place.authority(), place.authority()));
    }
    return address(binding, place, call);
  }

  /**
   * The address to connect to.
   *
   * @throws CallFailedException {@code forbidden} when it is private and not approved for the
   *     tenant, {@code unavailable} when there is none, or too many are looked up
   */
  InetSocketAddress address(TransportBinding binding, Destination place, Call call) {
    return UrlHost.address(place.host())
        .map(List::of)
        .orElseGet(() -> lookedUp(binding, place, call))
        .stream()
        .filter(address -> PublicAddress.is(address) || approved(binding, place))
        .findFirst()
        .map(address -> new InetSocketAddress(address, place.port()))
        .orElseThrow(
            () ->
                new CallFailedException(
                    FailureCode.FORBIDDEN,
                    "%s is in a private network: an operator may approve it as '%s for TENANT' in egress.allow of auterity.yaml"
                        .formatted(place.authority(), place.authority())));
  }

  private boolean approved(TransportBinding binding, Destination place) {
    return settings.approved().admit(binding.scope(), place);
  }

  private List<InetAddress> lookedUp(TransportBinding binding, Destination place, Call call) {
    try {
      return resolver
          .resolve(binding.tenant(), place.host())
          .get(call.remaining().toNanos(), TimeUnit.NANOSECONDS);
    } catch (ExecutionException e) {
      throw new CallFailedException(
          FailureCode.UNAVAILABLE, "no address is known for the host %s".formatted(place.host()));
    } catch (TimeoutException e) {
      throw new CallFailedException(
          FailureCode.TIMEOUT, "looking up %s took too long".formatted(place.host()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CallFailedException(FailureCode.CANCELLED, "the caller was interrupted");
    }
  }
}
