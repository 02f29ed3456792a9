package io.auterity.server.web.request;

import io.auterity.platform.call.FairShares;
import io.auterity.server.web.errors.ErrorWriter;
import io.auterity.server.web.security.Caller;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

/** Lets no tenant have so many requests under way that none is left to the others. */
public final class TenantPlaces extends HttpFilter {

  private static final long serialVersionUID = 1L;
  private static final Failure BUSY =
      Failure.of(FailureCode.UNAVAILABLE, "too many requests of this tenant at one time: try again")
          .withRetryAfter(Duration.ofSeconds(1));

  private final transient FairShares places;
  private final transient ErrorWriter errors;

  public TenantPlaces(int most, ErrorWriter errors) {
    this.places = new FairShares(most);
    this.errors = errors;
  }

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    Optional<UUID> tenant = Caller.of(request).map(caller -> caller.scope().tenant());
    if (tenant.isEmpty()) {
      chain.doFilter(request, response);
    } else if (places.take(tenant.get(), 1)) {
      try {
        chain.doFilter(request, response);
      } finally {
        RequestCompletion.run(request, () -> places.giveBack(tenant.get(), 1));
      }
    } else {
      errors.write(request, response, BUSY);
    }
  }
}
