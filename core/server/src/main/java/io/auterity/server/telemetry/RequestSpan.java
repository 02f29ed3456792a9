package io.auterity.server.telemetry;

import io.auterity.server.web.errors.ErrorAdvice;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.opentelemetry.context.propagation.TextMapGetter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collections;
import org.jspecify.annotations.Nullable;

/** Makes a span of each request, as HTTP's semantic conventions name it. */
public final class RequestSpan extends HttpFilter {

  private static final long serialVersionUID = 1L;

  private final transient OpenTelemetry telemetry;
  private final transient Tracer tracer;

  public RequestSpan(OpenTelemetry telemetry) {
    this.telemetry = telemetry;
    this.tracer = telemetry.getTracer("io.auterity.server");
  }

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    Context parent =
        telemetry
            .getPropagators()
            .getTextMapPropagator()
            .extract(Context.current(), request, Headers.INSTANCE);
    Span span = begin(request, parent);
    try (Scope _ = parent.with(span).makeCurrent()) {
      chain.doFilter(request, response);
    } finally {
      end(span, request, response);
    }
  }

  private Span begin(HttpServletRequest request, Context parent) {
    return tracer
        .spanBuilder(request.getMethod())
        .setSpanKind(SpanKind.SERVER)
        .setParent(parent)
        .setAttribute("http.request.method", request.getMethod())
        .setAttribute("url.path", ErrorAdvice.shown(request.getServletPath()))
        .startSpan();
  }

  private static void end(Span span, HttpServletRequest request, HttpServletResponse response) {
    String route = RequestMeter.route(request);
    span.updateName(request.getMethod() + " " + route);
    span.setAttribute("http.route", route);
    span.setAttribute("http.response.status_code", response.getStatus());
    if (response.getStatus() >= 500) {
      span.setStatus(StatusCode.ERROR);
    }
    span.end();
  }

  private enum Headers implements TextMapGetter<HttpServletRequest> {
    INSTANCE;

    @Override
    public Iterable<String> keys(HttpServletRequest request) {
      return Collections.list(request.getHeaderNames());
    }

    @Override
    public @Nullable String get(@Nullable HttpServletRequest request, String name) {
      return request == null ? null : request.getHeader(name);
    }
  }
}
