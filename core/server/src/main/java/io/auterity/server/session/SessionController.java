package io.auterity.server.session;

import io.auterity.control.access.Access;
import io.auterity.control.access.AccessRole;
import io.auterity.control.access.GrantAuthorizer;
import io.auterity.control.access.GrantPattern;
import io.auterity.control.access.Grants;
import io.auterity.control.access.Sessions;
import io.auterity.platform.call.Act;
import io.auterity.platform.call.Authenticator.Authenticated;
import io.auterity.platform.call.Credential.ApiKey;
import io.auterity.platform.call.Principal;
import io.auterity.platform.call.TenantScope;
import io.auterity.server.health.Version;
import io.auterity.server.web.json.Named;
import io.auterity.server.web.security.Caller;
import io.auterity.server.web.security.Needs;
import io.auterity.server.web.security.Open;
import io.auterity.server.web.security.Origins;
import io.auterity.server.web.security.SessionCookie;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.util.List;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Swaps an API key or a one-time code for the console's cookie, and tells who is signed in.
 *
 * @param outside address by which this server is known; null when it is the one that is called
 */
@RestController
@RequestMapping("/api/v1")
public record SessionController(Access access, IntSupplier gatewayPort, @Nullable String outside) {

  private static final String ENVIRONMENT = "local";

  /** One of the two. */
  public record SignIn(@Nullable String key, @Nullable String code) {
    @Override
    public String toString() {
      return key == null ? "a code" : "a key";
    }
  }

  /**
   * Who is signed in.
   *
   * @param acts what they may do on the control plane now, such as {@code control:run.read}
   * @param calls which capabilities they may call
   * @param expiresAt when the session ends unless it is used; absent for a caller with an API key
   * @param gatewayPort where the AI gateway listens, at the same host
   */
  public record Session(
      Named tenant,
      PrincipalName principal,
      List<String> roles,
      List<String> acts,
      Calls calls,
      String environment,
      @Nullable Instant expiresAt,
      Build server,
      int gatewayPort) {}

  /**
   * Patterns over ids of capabilities.
   *
   * @param deny stronger than what allows
   */
  public record Calls(List<String> allow, List<String> deny) {

    static Calls of(Grants grants) {
      return new Calls(
          grants.allowed().map(GrantPattern::text).filter(Calls::ofCapabilities).sorted().toList(),
          grants.deny().stream().map(GrantPattern::text).filter(Calls::ofCapabilities).toList());
    }

    private static boolean ofCapabilities(String pattern) {
      return pattern.indexOf(':') < 0;
    }
  }

  /** A principal. */
  public record PrincipalName(String id, String name, Principal.Type type) {}

  /** The build that answers. */
  public record Build(String version) {}

  /** A code that signs in once, and until when. */
  public record Code(String code, Instant expiresAt) {}

  @Open("it checks the key or the code in its body")
  @PostMapping("/session")
  ResponseEntity<Session> signIn(@RequestBody SignIn body, HttpServletRequest request) {
    if (!Origins.ownOrNone(request)) {
      throw new CallFailedException(FailureCode.FORBIDDEN, "sign in from the console's own page");
    }
    Authenticated caller = verified(body);
    Sessions.Issued session = access.sessions().open(caller);
    return ResponseEntity.ok()
        .header(
            HttpHeaders.SET_COOKIE,
            SessionCookie.set(session.secret(), CallbackAddress.secure(request, outside)))
        .body(describe(caller, session.expires()));
  }

  private Authenticated verified(SignIn body) {
    if (body.key() != null && body.code() == null) {
      return access.authenticator().authenticate(new ApiKey(body.key()));
    }
    if (body.code() != null && body.key() == null) {
      return access.sessions().redeem(body.code());
    }
    throw new CallFailedException(FailureCode.INVALID, "send either a key or a code");
  }

  @Needs("enter")
  @GetMapping("/session")
  Session current(Caller caller) {
    Instant expires =
        caller.session() == null ? null : access.sessions().renew(caller.session()).orElse(null);
    return describe(caller.authenticated(), expires);
  }

  @Needs("enter")
  @DeleteMapping("/session")
  ResponseEntity<Void> signOut(Caller caller, HttpServletRequest request) {
    if (caller.session() != null) {
      access.sessions().end(caller.authenticated(), caller.session());
    }
    return ResponseEntity.noContent()
        .header(
            HttpHeaders.SET_COOKIE, SessionCookie.clear(CallbackAddress.secure(request, outside)))
        .build();
  }

  @Needs("enter")
  @PostMapping("/codes")
  Code code(Caller caller) {
    Sessions.Issued code = access.sessions().code(caller.authenticated());
    return new Code(code.secret(), code.expires());
  }

  private Session describe(Authenticated caller, @Nullable Instant expires) {
    Principal principal = caller.principal();
    Grants grants = access.keys().get(caller.scope(), principal.id()).grants();
    return new Session(
        new Named(
            TenantScope.ID.write(caller.scope().tenant()), access.tenants().name(caller.scope())),
        new PrincipalName(Principal.ID.write(principal.id()), principal.name(), principal.type()),
        grants.roles().stream().map(AccessRole::wire).sorted().toList(),
        acts(caller),
        Calls.of(grants),
        ENVIRONMENT,
        expires,
        new Build(Version.current()),
        gatewayPort.getAsInt());
  }

  private List<String> acts(Authenticated caller) {
    return access.acts().all().stream()
        .filter(act -> !act.equals(GrantAuthorizer.ENTER))
        .filter(
            act -> access.authorizer().authorize(caller.scope(), caller.principal(), act).permits())
        .map(Act::target)
        .sorted()
        .toList();
  }
}
