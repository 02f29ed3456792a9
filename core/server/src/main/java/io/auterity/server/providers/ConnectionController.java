package io.auterity.server.providers;

import io.auterity.connector.connect.ProviderConnections;
import io.auterity.connector.webhook.FormText;
import io.auterity.control.access.Action;
import io.auterity.server.web.security.Caller;
import io.auterity.server.web.security.Needs;
import io.auterity.server.web.security.Open;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.util.HtmlUtils;

/** Connects providers to what a person has at their vendor. */
@RestController
public final class ConnectionController {

  /** Where vendors send people back; it stands in what an operator registers there. */
  static final String CALLBACK = "/connect/callback";

  private static final int LONGEST = 20_000;

  private final ProviderConnections connections;
  private final @Nullable String outside;

  /**
   * @param outside address by which this server is known; null when it is the one that is called
   */
  public ConnectionController(ProviderConnections connections, @Nullable String outside) {
    this.connections = connections;
    this.outside = outside;
  }

  /**
   * A connection that was begun.
   *
   * @param authorize where the same person agrees, in a browser
   * @param expires when that is too late
   */
  public record BegunConnection(String authorize, Instant expires) {}

  /**
   * What a vendor gave the person who agreed.
   *
   * @param code null where it gave none
   * @param error null where it told none
   */
  public record VendorAnswer(String state, @Nullable String code, @Nullable String error) {

    @Override
    public String toString() {
      return "answer of a vendor";
    }
  }

  /** A provider that was connected. */
  public record ConnectedProvider(String provider) {}

  /**
   * A connection that was ended.
   *
   * @param revoked whether the vendor knows that its tokens are good no more
   */
  public record EndedConnection(boolean revoked) {}

  /** Begins to connect a provider. */
  @Needs(Action.PROVIDER_CONNECT)
  @PostMapping("/api/v1/providers/{id}/connect")
  BegunConnection begin(Caller caller, @PathVariable String id, HttpServletRequest request) {
    ProviderConnections.Begun begun =
        connections.begin(
            caller.scope(), caller.act(Action.PROVIDER_CONNECT), id, address(request) + CALLBACK);
    return new BegunConnection(begun.authorize().toString(), begun.expires());
  }

  /** Finishes what the caller has begun. */
  @Needs(Action.PROVIDER_CONNECT)
  @PostMapping(path = "/api/v1/connections", consumes = MediaType.APPLICATION_JSON_VALUE)
  ConnectedProvider finish(Caller caller, @RequestBody VendorAnswer answer) {
    return new ConnectedProvider(
        connections.finish(
            caller.scope(),
            caller.act(Action.PROVIDER_CONNECT),
            answer.state(),
            present(answer.code()),
            present(answer.error())));
  }

  /** The same, from the page to which vendors send people. */
  @Needs(Action.PROVIDER_CONNECT)
  @PostMapping(
      path = "/api/v1/connections",
      consumes = MediaType.APPLICATION_FORM_URLENCODED_VALUE,
      produces = MediaType.TEXT_HTML_VALUE)
  ResponseEntity<String> finishOnPage(Caller caller, HttpServletRequest request)
      throws IOException {
    String body = new String(request.getInputStream().readNBytes(LONGEST), StandardCharsets.UTF_8);
    Map<String, String> form = FormText.read(body).orElse(Map.of());
    VendorAnswer answer =
        new VendorAnswer(form.getOrDefault("state", ""), form.get("code"), form.get("error"));
    String provider = finish(caller, answer).provider();
    return page(
        "Connected",
        "<p>Provider %s is connected. You may close this page.</p>"
            .formatted(HtmlUtils.htmlEscape(provider)));
  }

  /** Ends the connection of a provider. */
  @Needs(Action.PROVIDER_CONNECT)
  @DeleteMapping("/api/v1/providers/{id}/connection")
  EndedConnection end(Caller caller, @PathVariable String id) {
    return new EndedConnection(
        connections.end(caller.scope(), caller.act(Action.PROVIDER_CONNECT), id));
  }

  /**
   * Where vendors send people. Browsers send no cookie of ours with that, so nothing is done yet:
   * the page asks to finish, which its person does signed in.
   */
  @Open("it shows what it was sent; who finishes is signed in")
  @GetMapping(path = CALLBACK, produces = MediaType.TEXT_HTML_VALUE)
  ResponseEntity<String> callback(
      @RequestParam(defaultValue = "") String state,
      @RequestParam(defaultValue = "") String code,
      @RequestParam(defaultValue = "") String error) {
    return page(
        "Connect a provider",
        """
        <form method="post" action="/api/v1/connections">
        <input type="hidden" name="state" value="%s"><input type="hidden" name="code" value="%s">
        <input type="hidden" name="error" value="%s">
        <p>Sign in to Auterity in this browser first if you have not.</p>
        <button autofocus>Finish</button></form>
        """
            .formatted(
                HtmlUtils.htmlEscape(state),
                HtmlUtils.htmlEscape(code),
                HtmlUtils.htmlEscape(error)));
  }

  private static @Nullable String present(@Nullable String text) {
    return text == null || text.isEmpty() ? null : text;
  }

  private String address(HttpServletRequest request) {
    String url = request.getRequestURL().toString();
    return outside == null
        ? url.substring(0, url.length() - request.getRequestURI().length())
        : outside.replaceFirst("/+$", "");
  }

  private static ResponseEntity<String> page(String title, String body) {
    return ResponseEntity.ok()
        .header(HttpHeaders.CACHE_CONTROL, "no-store")
        .header("referrer-policy", "no-referrer")
        .header(
            "content-security-policy",
            "default-src 'none'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'")
        .contentType(MediaType.TEXT_HTML)
        .body(
            """
            <!doctype html>
            <html lang="en"><head><meta charset="utf-8"><title>Auterity</title>
            <meta name="viewport" content="width=device-width"></head>
            <body><main><h1>%s</h1>%s</main></body></html>
            """
                .formatted(title, body));
  }
}
