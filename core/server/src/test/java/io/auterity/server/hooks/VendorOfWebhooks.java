package io.auterity.server.hooks;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.auterity.server.Client;
import io.auterity.server.Reply;
import io.auterity.server.RunningServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.Objects;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** A Gitea that nobody calls, and that signs what it sends to one webhook. */
final class VendorOfWebhooks {

  static final String PROVIDER = "forge";

  final Client admin;
  final String id;
  final String path;
  final String secret;
  private final Client vendor;

  VendorOfWebhooks(RunningServer server) {
    this(server, "gitea-issues");
  }

  VendorOfWebhooks(RunningServer server, String connector) {
    this.admin = server.newTenant();
    this.vendor = server.anonymous();
    admin
        .with("Content-Type", "text/plain")
        .send("PUT", "/api/v1/secrets/t", BodyPublishers.ofString("of-the-vendor"));
    admin.apply(
        """
        kind: provider
        id: %s
        spec: {connector: %s, unverified: true, auth: {bearer: {secret: t}},
          config: {url: "http://127.0.0.1:9"}}
        """
            .formatted(PROVIDER, connector));
    Reply made = admin.post("/api/v1/webhooks", "{\"provider\": \"%s\"}".formatted(PROVIDER));
    if (made.status() != 201) {
      throw new AssertionError(made.toString());
    }
    this.id = made.text("id");
    this.path = made.text("path");
    this.secret = String.valueOf(made.text("secret"));
  }

  /** One that tells of several issues at a time, and asks first. */
  private static final String MANY =
      """
      like: gitea
      plugin: many
      connectors:
        gitea: null
        gitea-issues: null
        gitea-actions: null
        many: {like: gitea}
        many-issues: {like: gitea-issues}
      webhooks:
        handshake: {when: "${'challenge' in query}", reply: "${query.challenge}"}
        each: ${body.value}
        events:
          - when: ${it.action == 'opened'}
            type: tracker.issue.created
            subject: ${it.repository.full_name}#${it.issue.number}
            record: issue
            data: "${merge(it.issue, {'repository': it.repository})}"
      """;

  /** One that gives its secret with a handshake, and has no ids. */
  private static final String SHAKING =
      """
      like: gitea
      plugin: shaking
      connectors:
        gitea: null
        gitea-issues: null
        gitea-actions: null
        shaking: {like: gitea}
        shaking-issues: {like: gitea-issues}
      webhooks:
        signature: {scheme: hmac-sha256, header: x-gitea-signature}
        delivery: null
        handshake: {when: "${'x-hook-secret' in headers}", reply: "", headers: {X-Hook-Secret: "${headers['x-hook-secret']}"},
                    secret: "${headers['x-hook-secret']}"}
      """;

  /** One that signs the time with its body, which it tells in place of the event. */
  private static final String TIMED =
      """
      like: gitea
      plugin: timed
      connectors:
        gitea: null
        gitea-issues: null
        gitea-actions: null
        timed: {like: gitea}
        timed-issues: {like: gitea-issues}
      webhooks:
        signature: {scheme: hmac-sha256, header: x-gitea-signature, over: "${headers['x-gitea-event']}.${text}",
                    timestamp: "${headers['x-gitea-event']}", window: 300}
      """;

  /** One that signs its handshake as it signs what it tells. */
  private static final String PINGING =
      """
      like: gitea
      plugin: pinging
      connectors:
        gitea: null
        gitea-issues: null
        gitea-actions: null
        pinging: {like: gitea}
        pinging-issues: {like: gitea-issues}
      webhooks:
        signature: {scheme: hmac-sha256, header: x-gitea-signature, encoding: hex}
        handshake: {signed: true, when: "${or(body.ping, false)}", reply: {pong: true}}
      """;

  /** Puts the connectors' files into a folder of plugins. */
  static void plugins(Path folder) {
    RunningServer.vendorFile("gitea").accept(folder);
    try {
      Files.writeString(folder.resolve("many.yaml"), MANY);
      Files.writeString(folder.resolve("shaking.yaml"), SHAKING);
      Files.writeString(folder.resolve("timed.yaml"), TIMED);
      Files.writeString(folder.resolve("pinging.yaml"), PINGING);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What Gitea sends when an issue is opened. */
  static String issue(int number) {
    return """
    {"action": "opened", "issue": {"number": %d, "title": "Broken", "body": "", "state": "open",
      "labels": [], "created_at": "2026-01-01T10:00:00Z", "updated_at": "2026-01-01T10:00:00Z"},
     "repository": {"full_name": "demo/billing"}}
    """
        .formatted(number);
  }

  /** Asks for its secret back. */
  Reply shake(String given) {
    return vendor.with("X-Hook-Secret", given).send("POST", path, BodyPublishers.ofString(""));
  }

  Reply opened(int number, String delivery) {
    String body = issue(number);
    return send(path, "issues", delivery, body, hmac(secret, body));
  }

  Reply send(String to, String event, String delivery, String body, @Nullable String signature) {
    Client client =
        vendor
            .with("Content-Type", "application/json")
            .with("X-Gitea-Event", event)
            .with("X-Gitea-Delivery", delivery);
    return (signature == null ? client : client.with("X-Gitea-Signature", signature))
        .send("POST", to, BodyPublishers.ofString(body));
  }

  static String hmac(String secret, String body) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(Objects.requireNonNull(secret).getBytes(UTF_8), "HmacSHA256"));
      return HexFormat.of().formatHex(mac.doFinal(body.getBytes(UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }
}
