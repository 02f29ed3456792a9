package io.auterity.server.web.errors;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.UUID;
import java.util.function.Supplier;
import org.slf4j.MDC;

/** Gives each request an id, in the answer and in the log. */
public final class RequestId extends HttpFilter {

  public static final String HEADER = "Auterity-Request";

  static final String NONE = "-";

  private static final long serialVersionUID = 1L;
  private static final String ATTRIBUTE = RequestId.class.getName();

  private final transient Supplier<UUID> ids;

  public RequestId(Supplier<UUID> ids) {
    this.ids = ids;
  }

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    String id = "req_" + ids.get().toString().replace("-", "");
    request.setAttribute(ATTRIBUTE, id);
    response.setHeader(HEADER, id);
    MDC.put("request", id);
    try {
      chain.doFilter(request, response);
    } finally {
      MDC.remove("request");
    }
  }

  /** The id of a request; a dash for what never came through the filter. */
  public static String of(ServletRequest request) {
    return request.getAttribute(ATTRIBUTE) instanceof String id ? id : NONE;
  }
}
