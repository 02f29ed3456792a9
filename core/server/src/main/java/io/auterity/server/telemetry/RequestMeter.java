package io.auterity.server.telemetry;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.web.servlet.HandlerMapping;

/** Times requests by route, method and status; only the methods that HTTP knows come here. */
public final class RequestMeter extends HttpFilter {

  private static final long serialVersionUID = 1L;

  private final transient MeterRegistry registry;

  public RequestMeter(MeterRegistry registry) {
    this.registry = registry;
  }

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    Timer.Sample sample = Timer.start(registry);
    try {
      chain.doFilter(request, response);
    } finally {
      sample.stop(
          Timer.builder("auterity.http.request")
              .description("Requests at the console's port")
              .tag("route", route(request))
              .tag("method", request.getMethod())
              .tag("status", Integer.toString(response.getStatus()))
              .register(registry));
    }
  }

  /** The pattern of the route, never the path: ids must not become label values. */
  static String route(HttpServletRequest request) {
    Object pattern = request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE);
    return pattern == null ? "none" : pattern.toString();
  }
}
