package io.auterity.server.idempotency;

import io.auterity.platform.digest.Sha256;
import io.auterity.server.web.request.WholeBody;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.Objects;
import java.util.UUID;

/** A buffered request: its body has been read, so that it can be digested before it is used. */
final class BufferedRequest extends WholeBody {

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
