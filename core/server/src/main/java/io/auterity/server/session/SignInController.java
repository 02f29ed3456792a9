package io.auterity.server.session;

import io.auterity.control.identity.AccountLinks;
import io.auterity.control.identity.SignInRefusal;
import io.auterity.control.identity.SignIns;
import io.auterity.control.identity.SignIns.From;
import io.auterity.server.web.security.Open;
import io.auterity.server.web.security.Origins;
import io.auterity.server.web.security.SessionCookie;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * Signs people in whom issuers outside know.
 *
 * @param outside address by which this server is known; null when it is the one that is called
 */
@RestController
public record SignInController(SignIns signIns, @Nullable String outside) {

  /** Below it each issuer of each tenant has an address to which it sends people back. */
  public static final String CALLBACK = "/signin/callback";

  public static final String SCRIPT = "/signin/link.js";

  /** The ways to sign in to a tenant beside its keys. */
  public record SignInWays(List<SignIns.Way> items) {}

  /**
   * A sign-in that is wanted.
   *
   * @param tenant its name
   * @param issuer id of the resource
   * @param next path of the console to go on at
   */
  public record WantedSignIn(String tenant, String issuer, @Nullable String next) {}

  /**
   * A sign-in that was begun.
   *
   * @param authorize where the browser goes
   */
  public record BegunSignIn(String authorize) {}

  /**
   * A token that a page of the tenant got from an issuer for the user who looks at it.
   *
   * @param tenant its name
   * @param issuer id of the resource
   */
  public record ShownToken(String tenant, String issuer, String token) {
    @Override
    public String toString() {
      return "token of an issuer";
    }
  }

  /** Ways of one tenant; none of a tenant that is not there. */
  @Open("a page without a credential shows them, of a tenant whose name it knows")
  @GetMapping("/api/v1/sign-in")
  SignInWays ways(@RequestParam String tenant) {
    return new SignInWays(signIns.ways(tenant));
  }

  @Open("it begins a sign-in, and its browser alone can finish it")
  @PostMapping("/api/v1/sign-in")
  ResponseEntity<BegunSignIn> begin(@RequestBody WantedSignIn body, HttpServletRequest request) {
    requireOwnPage(request);
    SignIns.Begun begun =
        signIns.begin(
            body.tenant(),
            body.issuer(),
            CallbackAddress.of(request, outside),
            body.next(),
            from(request));
    return ResponseEntity.ok()
        .header(HttpHeaders.SET_COOKIE, PendingCookie.set(begun.cookie(), secure(request)))
        .body(new BegunSignIn(begun.authorize().toString()));
  }

  @Open("it checks the token in its body")
  @PostMapping("/api/v1/sign-in/token")
  ResponseEntity<Void> show(@RequestBody ShownToken body, HttpServletRequest request) {
    requireOwnPage(request);
    SignIns.Finished finished =
        signIns.show(body.tenant(), body.issuer(), body.token(), from(request));
    return welcome(ResponseEntity.noContent(), finished, request).build();
  }

  private static void requireOwnPage(HttpServletRequest request) {
    if (!Origins.ownOrNone(request)) {
      throw new CallFailedException(FailureCode.FORBIDDEN, "sign in from the console's own page");
    }
  }

  private boolean secure(HttpServletRequest request) {
    return CallbackAddress.secure(request, outside);
  }

  /** Where issuers send people. An account is linked by the page that is shown, and not here. */
  @Open("what the browser kept says whose sign-in it is, and the issuer who it is")
  @GetMapping(CALLBACK + "/{tenant}/{issuer}")
  ResponseEntity<byte[]> finish(
      @PathVariable String tenant,
      @PathVariable String issuer,
      @RequestParam(required = false) @Nullable String state,
      @RequestParam(required = false) @Nullable String code,
      @RequestParam(required = false) @Nullable String error,
      @RequestParam(required = false) @Nullable String iss,
      HttpServletRequest request)
      throws IOException {
    return AccountLinks.owns(state)
        ? part("link.html", MediaType.TEXT_HTML)
        : finished(new SignIns.Answer(tenant + "/" + issuer, state, code, error, iss), request);
  }

  private ResponseEntity<byte[]> finished(SignIns.Answer given, HttpServletRequest request) {
    String kept = PendingCookie.read(request, secure(request));
    ResponseEntity.BodyBuilder answer =
        ResponseEntity.status(HttpStatus.SEE_OTHER)
            .header(HttpHeaders.CACHE_CONTROL, "no-store")
            .header(HttpHeaders.SET_COOKIE, PendingCookie.clear(secure(request)));
    try {
      SignIns.Finished finished = signIns.finish(kept, given, from(request));
      return welcome(answer, finished, request)
          .header(HttpHeaders.LOCATION, finished.next())
          .build();
    } catch (CallFailedException e) {
      String page =
          "/signin?tenant=%s&refused=%s"
              .formatted(
                  URLEncoder.encode(SignIns.tenant(kept), StandardCharsets.UTF_8),
                  SignInRefusal.code(e));
      return answer.header(HttpHeaders.LOCATION, page).build();
    }
  }

  private <B extends ResponseEntity.HeadersBuilder<?>> B welcome(
      B answer, SignIns.Finished finished, HttpServletRequest request) {
    answer.header(
        HttpHeaders.SET_COOKIE, SessionCookie.set(finished.session().secret(), secure(request)));
    return answer;
  }

  /** What links an account, of the page that issuers send its person to. */
  @Open("it is the same for everybody")
  @GetMapping(path = SCRIPT, produces = "text/javascript")
  ResponseEntity<byte[]> script() throws IOException {
    return part("link.js", new MediaType("text", "javascript", StandardCharsets.UTF_8));
  }

  private static ResponseEntity<byte[]> part(String name, MediaType type) throws IOException {
    try (InputStream stream =
        Objects.requireNonNull(SignInController.class.getResourceAsStream(name), name)) {
      return ResponseEntity.ok()
          .header(HttpHeaders.CACHE_CONTROL, "no-store")
          .contentType(type)
          .body(stream.readAllBytes());
    }
  }

  static From from(HttpServletRequest request) {
    return new From(
        request.getRemoteAddr(),
        request.getMethod() + " " + request.getServletPath(),
        CallbackAddress.origin(request));
  }
}
