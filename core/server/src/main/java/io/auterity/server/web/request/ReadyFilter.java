package io.auterity.server.web.request;

import io.auterity.server.web.errors.ErrorWriter;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.function.BooleanSupplier;

/** Sends callers away, to come again, while the server starts. */
public final class ReadyFilter extends HttpFilter {

  private static final long serialVersionUID = 1L;

  private final transient BooleanSupplier ready;
  private final transient ErrorWriter errors;

  public ReadyFilter(BooleanSupplier ready, ErrorWriter errors) {
    this.ready = ready;
    this.errors = errors;
  }

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    if (ready.getAsBoolean()) {
      chain.doFilter(request, response);
      return;
    }
    response.setHeader("Retry-After", "1");
    errors.write(
        request,
        response,
        Failure.of(FailureCode.UNAVAILABLE, "the server is starting; try again in a second"));
  }
}
