package io.auterity.server.idempotency;

import io.auterity.platform.call.TenantScope;
import io.auterity.platform.digest.Sha256;
import io.auterity.server.idempotency.store.IdempotencyStore.Taken;
import io.auterity.server.idempotency.store.IdempotencyStore.Use;
import io.auterity.server.idempotency.store.IdempotencyStore.Used;
import io.auterity.server.web.errors.ErrorWriter;
import io.auterity.server.web.errors.SlowBodyException;
import io.auterity.server.web.request.WholeBody;
import io.auterity.server.web.security.Caller;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.springframework.web.util.ContentCachingResponseWrapper;

/**
 * Carries out a mutation of the control plane once per {@code Idempotency-Key}: who repeats it
 * within a day gets the first answer again. Calls of capabilities pass their key on to the road;
 * routes that answer with a secret refuse one, as the secret would have to be kept.
 */
public final class IdempotencyFilter extends HttpFilter {

  private static final long serialVersionUID = 1L;
  private static final String HEADER = "Idempotency-Key";
  private static final Set<String> CHANGING = Set.of("POST", "PUT", "PATCH", "DELETE");
  private static final Set<String> SECRET =
      Set.of(
          "/api/v1/session",
          "/api/v1/codes",
          "/api/v1/keys",
          "/api/v1/tenants",
          "/api/v1/tenants/keys",
          "/api/v1/webhooks");
  private static final Pattern ROTATING =
      Pattern.compile("/api/v1/(?:keys/import|(?:keys|webhooks)/[^/]+/rotate)");
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
    if (key != null && changes(request) && secret(request.getServletPath())) {
      errors.write(request, response, REFUSED);
      return;
    }
    if (key == null || caller.isEmpty() || !covers(request)) {
      chain.doFilter(request, response);
      return;
    }
    try {
      once(new Asked(caller.get(), key, BufferedRequest.of(request)), response, chain);
    } catch (CallFailedException e) {
      errors.write(request, response, e.failure());
    } catch (SlowBodyException e) {
      errors.write(request, response, e.failure(), SlowBodyException.STATUS);
    }
  }

  private static boolean secret(String path) {
    return SECRET.contains(path) || ROTATING.matcher(path).matches();
  }

  private static boolean covers(HttpServletRequest request) {
    String path = request.getServletPath();
    return changes(request) && path.startsWith("/api/v1/") && !path.startsWith("/api/v1/call/");
  }

  private static boolean changes(HttpServletRequest request) {
    return CHANGING.contains(request.getMethod());
  }

  private record Asked(Caller caller, String key, BufferedRequest request) {}

  private void once(Asked asked, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    byte[] digest = asked.request().digest(asked.caller().principal().id());
    switch (idempotency.get().take(asked.caller().scope(), asked.key(), digest)) {
      case Used before -> IdempotentResponse.read(before, digest).replay(response);
      case Taken(UUID use) -> {
        KeyUse.attach(asked.request(), use);
        carryOut(asked, new Use(asked.key(), use), response, chain);
      }
    }
  }

  private void carryOut(Asked asked, Use use, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    ContentCachingResponseWrapper kept = new ContentCachingResponseWrapper(response);
    int status = HttpServletResponse.SC_INTERNAL_SERVER_ERROR;
    try {
      chain.doFilter(asked.request(), kept);
      status = kept.getStatus();
    } finally {
      end(asked.caller().scope(), use, status, kept);
    }
    kept.copyBodyToResponse();
  }

  private void end(TenantScope scope, Use use, int status, ContentCachingResponseWrapper kept) {
    if (status < 300) {
      idempotency.get().answer(scope, use, IdempotentResponse.of(kept).bytes());
    } else if (status < 500) {
      idempotency.get().release(scope, use);
    } else {
      idempotency.get().abandon(scope, use);
    }
  }

  /** A buffered request: its body has been read, so that it can be digested before it is used. */
  private static final class BufferedRequest extends WholeBody {

    private BufferedRequest(HttpServletRequest request) throws IOException {
      super(request);
    }

    static BufferedRequest of(HttpServletRequest request) throws IOException {
      return new BufferedRequest(request);
    }

    /** Tells two requests apart: who asks for what, with which body. */
    byte[] digest(UUID principal) {
      String head =
          String.join(
              "\n",
              principal.toString(),
              getMethod(),
              getRequestURI(),
              Objects.requireNonNullElse(getQueryString(), ""));
      return Sha256.of(head, bytes());
    }
  }
}
