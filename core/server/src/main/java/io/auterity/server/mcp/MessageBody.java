package io.auterity.server.mcp;

import io.auterity.server.web.errors.ErrorWriter;
import io.auterity.server.web.errors.SlowBodyException;
import io.auterity.server.web.request.WholeBody;
import io.auterity.spi.CallFailedException;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * Reads messages before the protocol's servlet does, which has no words for one that is refused.
 */
public final class MessageBody extends HttpFilter {

  private static final long serialVersionUID = 1L;

  private final transient ErrorWriter errors;

  public MessageBody(ErrorWriter errors) {
    this.errors = errors;
  }

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    HttpServletRequest whole;
    try {
      whole = request.getMethod().equals("POST") ? new WholeBody(request) : request;
    } catch (CallFailedException e) {
      errors.write(request, response, e.failure());
      return;
    } catch (SlowBodyException e) {
      errors.write(request, response, e.failure(), SlowBodyException.STATUS);
      return;
    }
    chain.doFilter(whole, response);
  }
}
