package io.auterity.server.web.security;

import io.auterity.server.web.errors.ErrorWriter;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Locale;
import java.util.Set;

/**
 * Answers only under the names that this server is known by, so that no foreign name that is made
 * to point here (DNS rebinding) can reach it from a browser.
 */
public final class HostCheck extends HttpFilter {

  private static final long serialVersionUID = 1L;
  private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

  private final String bound;
  private final transient ErrorWriter errors;

  /**
   * A check that allows the names of the loopback address, and any name when the server is bound to
   * another address: then it is meant to be reached under a name of its operator's choice.
   */
  public HostCheck(String bound, ErrorWriter errors) {
    this.bound = bound.toLowerCase(Locale.ROOT);
    this.errors = errors;
  }

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    String name = request.getServerName().toLowerCase(Locale.ROOT);
    if (LOOPBACK.contains(name) || !LOOPBACK.contains(bound)) {
      chain.doFilter(request, response);
      return;
    }
    errors.write(
        request,
        response,
        Failure.of(
            FailureCode.FORBIDDEN,
            "this server does not answer as '%s'; use localhost, or bind another address with console.host"
                .formatted(name)));
  }
}
