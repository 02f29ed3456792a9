package io.auterity.server.mcp;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.auterity.platform.call.Authenticator.Authenticated;
import io.auterity.platform.secret.ContentSeal;
import io.auterity.server.web.security.Caller;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Arrays;
import java.util.Base64;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/**
 * Gives each session of the protocol an id, and lets it be used only by the caller who opened it.
 * Nothing is kept of a session: its id bears a mark of its owner that a holder of the key file
 * makes, so every server on the same database knows it, after a restart too.
 */
public final class SessionIds extends HttpFilter {

  private static final long serialVersionUID = 1L;

  static final String HEADER = "Mcp-Session-Id";

  private static final int RANDOM_BYTES = 16;
  private static final int MARK_BYTES = 8;
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{32}");

  private final transient Supplier<ContentSeal> seal;
  private final transient RandomGenerator random;

  /**
   * @param seal what marks the ids; asked once there is a product
   * @param random where the bits come from that tell ids apart
   */
  public SessionIds(Supplier<ContentSeal> seal, RandomGenerator random) {
    this.seal = seal;
    this.random = random;
  }

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    Authenticated caller = Caller.required(request).authenticated();
    String session = request.getHeader(HEADER);
    if (session != null && !isOf(caller, session)) {
      RpcError.of(
              HttpServletResponse.SC_NOT_FOUND,
              RpcError.NO_SESSION,
              "no such session: initialize a new one")
          .write(response);
      return;
    }
    if (RpcMessage.INITIALIZE.equals(RpcMessage.of(request).text("method"))) {
      response.setHeader(HEADER, open(caller));
    }
    chain.doFilter(request, response);
  }

  /** The id of a new session. */
  private String open(Authenticated owner) {
    byte[] bits = new byte[RANDOM_BYTES];
    random.nextBytes(bits);
    byte[] id = Arrays.copyOf(bits, RANDOM_BYTES + MARK_BYTES);
    System.arraycopy(seal.get().mark(marked(owner, bits)), 0, id, RANDOM_BYTES, MARK_BYTES);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(id);
  }

  private boolean isOf(Authenticated caller, String session) {
    if (!ID.matcher(session).matches()) {
      return false;
    }
    byte[] id = Base64.getUrlDecoder().decode(session);
    byte[] bits = Arrays.copyOf(id, RANDOM_BYTES);
    byte[] mark = Arrays.copyOfRange(id, RANDOM_BYTES, id.length);
    return seal.get().marked(marked(caller, bits), mark);
  }

  private static byte[] marked(Authenticated owner, byte[] bits) {
    String text =
        "mcp-session/%s/%s/%s"
            .formatted(
                owner.scope().tenant(),
                owner.principal().id(),
                Base64.getUrlEncoder().encodeToString(bits));
    return text.getBytes(UTF_8);
  }
}
