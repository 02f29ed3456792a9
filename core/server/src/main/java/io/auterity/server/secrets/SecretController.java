package io.auterity.server.secrets;

import io.auterity.control.access.AccessAudit;
import io.auterity.control.access.Action;
import io.auterity.platform.audit.AuditedAct;
import io.auterity.platform.secret.NewSecret;
import io.auterity.platform.secret.SecretVault;
import io.auterity.server.web.security.Caller;
import io.auterity.server.web.security.ForOperator;
import io.auterity.server.web.security.Needs;
import io.auterity.server.web.security.OperatorActs;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Secrets that providers refer to by name. */
@RestController
@RequestMapping("/api/v1/secrets")
public final class SecretController {

  private final SecretVault vault;
  private final AccessAudit audit;

  public SecretController(SecretVault vault, AccessAudit audit) {
    this.vault = vault;
    this.audit = audit;
  }

  /** Names of secrets. */
  public record Secrets(List<String> items) {}

  /** A secret's name and the version that is now in force. */
  public record StoredSecret(String name, int version) {}

  /**
   * A secret without its value.
   *
   * @param hosts that it may be sent to; none when it may go anywhere
   */
  public record SecretView(String name, Set<String> hosts) {}

  /** Names of hosts, or {@code *.name} for all beneath one; none for any host. */
  public record SecretHosts(List<String> hosts) {}

  /** How many versions of secrets, of all tenants, are encrypted under the new key. */
  public record RotatedSecrets(int encrypted) {}

  @Needs(Action.SECRET_READ)
  @GetMapping
  Secrets list(Caller caller) {
    return new Secrets(vault.names(caller.scope()));
  }

  @Needs(Action.SECRET_READ)
  @GetMapping("/{name}")
  SecretView get(Caller caller, @PathVariable String name) {
    return new SecretView(name, vault.hosts(caller.scope(), name));
  }

  /**
   * Stores a value, which goes where the one before it went unless hosts are named.
   *
   * @param host that it may be sent to, once for each
   * @param noneMatch {@code *} to store it only where no secret has this name, {@code conflict}
   *     otherwise
   */
  @Needs(Action.SECRET_WRITE)
  @PutMapping(path = "/{name}", consumes = "text/plain")
  StoredSecret put(
      Caller caller,
      @PathVariable String name,
      @RequestParam(required = false) @Nullable List<String> host,
      @RequestHeader(name = "If-None-Match", required = false) @Nullable String noneMatch,
      @RequestBody byte[] body) {
    if (noneMatch != null && !noneMatch.strip().equals("*")) {
      throw new CallFailedException(
          FailureCode.INVALID,
          "If-None-Match takes * alone, which stores a secret only under a free name");
    }
    NewSecret secret = NewSecret.of(name, text(body));
    AuditedAct act = caller.act(Action.SECRET_WRITE);
    return new StoredSecret(
        name,
        noneMatch == null
            ? vault.put(caller.scope(), act, secret, host)
            : vault.create(caller.scope(), act, secret, host));
  }

  /** Says anew where a secret may be sent, whatever its value. */
  @Needs(Action.SECRET_WRITE)
  @PutMapping("/{name}/hosts")
  SecretView bind(Caller caller, @PathVariable String name, @RequestBody SecretHosts body) {
    return new SecretView(
        name, vault.bind(caller.scope(), caller.act(Action.SECRET_WRITE), name, body.hosts()));
  }

  private static String text(byte[] body) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString();
    } catch (CharacterCodingException e) {
      throw new CallFailedException(
          FailureCode.INVALID, "the secret is not UTF-8; encode what is no text, e.g. in Base64");
    }
  }

  @Needs(Action.SECRET_WRITE)
  @DeleteMapping("/{name}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void delete(Caller caller, @PathVariable String name) {
    vault.delete(caller.scope(), caller.act(Action.SECRET_WRITE), name);
  }

  @ForOperator
  @PostMapping("/rotate")
  RotatedSecrets rotate(HttpServletRequest request) {
    return audit.ofInstallation(
        OperatorActs.of(request, "secret.rotate"),
        "master-key",
        this::key,
        () -> new RotatedSecrets(vault.sealing().rotate()),
        rotated -> Map.of("encrypted", Integer.toString(rotated.encrypted())));
  }

  private String key() {
    return "key " + Integer.toUnsignedString(vault.sealing().key());
  }
}
