package io.auterity.server.idempotency;

import io.auterity.server.idempotency.store.IdempotencyStore.Used;
import io.auterity.server.web.Caller;
import io.auterity.server.web.ErrorWriter;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.springframework.web.util.ContentCachingResponseWrapper;

/**
 * Carries out a mutation of the control plane once per {@code Idempotency-Key}: who repeats it
 * within a day gets the first answer again. Calls of capabilities pass their key on to the road;
 * routes that answer with a secret refuse one, as the secret would have to be kept.
 */
public final class IdempotencyFilter extends HttpFilter {

  private static final long serialVersionUID = 1L;
  private static final String HEADER = "Idempotency-Key";
  private static final Set<String> CHANGING = Set.of("POST", "PUT", "DELETE");
  private static final Set<String> SECRET =
      Set.of("/api/v1/session", "/api/v1/codes", "/api/v1/keys", "/api/v1/tenants");
  private static final Failure REFUSED =
      Failure.of(
          FailureCode.UNSUPPORTED,
          "this route takes no Idempotency-Key: its answer holds a secret, which is not kept");

  private final transient Supplier<Idempotency> idempotency;
  private final transient ErrorWriter errors;

  public IdempotencyFilter(Supplier<Idempotency> idempotency, ErrorWriter errors) {
    this.idempotency = idempotency;
    this.errors = errors;
  }

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    String key = request.getHeader(HEADER);
    Optional<Caller> caller = Caller.of(request);
    if (key != null && changes(request) && SECRET.contains(request.getServletPath())) {
      errors.write(request, response, REFUSED);
      return;
    }
    if (key == null || caller.isEmpty() || !covers(request)) {
      chain.doFilter(request, response);
      return;
    }
    try {
      once(new Use(caller.get(), key, KeptBody.of(request)), response, chain);
    } catch (CallFailedException e) {
      errors.write(request, response, e.failure());
    } catch (KeyReusedException e) {
      errors.write(request, response, e.failure(), KeyReusedException.STATUS);
    }
  }

  private static boolean covers(HttpServletRequest request) {
    String path = request.getServletPath();
    return changes(request) && path.startsWith("/api/v1/") && !path.startsWith("/api/v1/call/");
  }

  private static boolean changes(HttpServletRequest request) {
    return CHANGING.contains(request.getMethod());
  }

  private record Use(Caller caller, String key, KeptBody request) {}

  private void once(Use use, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    byte[] digest = use.request().digest(use.caller().principal().id());
    Optional<Used> before = idempotency.get().take(use.caller().scope(), use.key(), digest);
    if (before.isPresent()) {
      KeptAnswer.read(before.get(), digest).replay(response);
    } else {
      carryOut(use, response, chain);
    }
  }

  private void carryOut(Use use, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    ContentCachingResponseWrapper kept = new ContentCachingResponseWrapper(response);
    boolean done = false;
    try {
      chain.doFilter(use.request(), kept);
      done = kept.getStatus() < 300;
    } finally {
      if (done) {
        idempotency.get().answer(use.caller().scope(), use.key(), KeptAnswer.of(kept).bytes());
      } else {
        idempotency.get().release(use.caller().scope(), use.key());
      }
    }
    kept.copyBodyToResponse();
  }
}
