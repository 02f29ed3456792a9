package io.auterity.server.mcp;

import io.auterity.platform.call.Authenticator.Authenticated;
import io.auterity.platform.secret.ContentSeal;
import io.auterity.platform.secret.MarkedToken;
import io.auterity.server.web.security.Caller;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * Gives each session of the protocol an id, and lets it be used only by the caller who opened it.
 * Sessions are stateless: an id is a token of its owner that is made with the key file, so every
 * server on the same database knows it, after a restart too.
 */
public final class SessionIds extends HttpFilter {

  private static final long serialVersionUID = 1L;

  static final String HEADER = "Mcp-Session-Id";

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
    String owner = owner(Caller.required(request).authenticated());
    String session = request.getHeader(HEADER);
    if (session != null && !MarkedToken.isMarked(seal.get(), session, owner)) {
      RpcError.of(
              HttpServletResponse.SC_NOT_FOUND,
              RpcError.NO_SESSION,
              "no such session: initialize a new one")
          .write(response);
      return;
    }
    if (RpcMessage.INITIALIZE.equals(RpcMessage.of(request).text("method"))) {
      response.setHeader(HEADER, MarkedToken.fresh(seal.get(), random, owner));
    }
    chain.doFilter(request, response);
  }

  private static String owner(Authenticated caller) {
    return "mcp-session/%s/%s".formatted(caller.scope().tenant(), caller.principal().id());
  }
}
