package io.auterity.server.secrets;

import io.auterity.control.access.AccessAudit;
import io.auterity.control.access.GrantAuthorizer;
import io.auterity.platform.audit.AuditedAct;
import io.auterity.platform.call.Act;
import io.auterity.platform.call.Act.Trace;
import io.auterity.platform.secret.ListedSecret;
import io.auterity.platform.secret.NewSecret;
import io.auterity.platform.secret.SecretVault;
import io.auterity.platform.secret.SecretVersionLimits.KeptVersion;
import io.auterity.server.web.security.Caller;
import io.auterity.server.web.security.Needs;
import io.auterity.server.web.security.OperatorActs;
import io.auterity.server.web.security.OperatorOnly;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
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
public record SecretController(SecretVault vault, AccessAudit audit) {

  public static final Act READ = new Act("secret.read", Trace.NONE, false);

  /**
   * All secrets of a tenant.
   *
   * @param items their names
   * @param secrets what is told of each
   */
  public record Secrets(List<String> items, List<SecretView> secrets) {
    static Secrets of(List<ListedSecret> all) {
      return new Secrets(
          all.stream().map(ListedSecret::name).toList(),
          all.stream()
              .map(one -> new SecretView(one.name(), one.hosts(), one.version(), one.stored()))
              .toList());
    }
  }

  /** A secret's name and the version that is now in force. */
  public record StoredSecret(String name, int version) {}

  /**
   * A secret without its value.
   *
   * @param hosts that it may be sent to; none when it may go anywhere
   * @param version that is in force
   * @param stored when it was
   */
  public record SecretView(String name, Set<String> hosts, int version, Instant stored) {}

  /**
   * A version of a secret.
   *
   * @param author name of who stored it; absent of those from before that was noted
   * @param until when it is forgotten; absent for the one in force
   */
  public record SecretVersion(
      int version, Instant stored, @Nullable String author, @Nullable Instant until) {
    static SecretVersion of(KeptVersion kept) {
      return new SecretVersion(kept.version(), kept.at(), kept.author(), kept.until());
    }
  }

  /** The versions of a secret that are kept, the one in force first. */
  public record SecretVersions(List<SecretVersion> items) {}

  /** A version that is to be in force again. */
  public record FormerSecretVersion(int version) {}

  /** Names of hosts, or {@code *.name} for all beneath one; none for any host. */
  public record SecretHosts(List<String> hosts) {}

  /** How many versions of secrets, of all tenants, are encrypted under the new key. */
  public record RotatedSecrets(int encrypted) {}

  @Needs("secret.read")
  @GetMapping
  Secrets list(Caller caller) {
    return Secrets.of(vault.list(caller.scope()));
  }

  @Needs("secret.read")
  @GetMapping("/{name}")
  SecretView get(Caller caller, @PathVariable String name) {
    return view(caller, name, vault.hosts(caller.scope(), name));
  }

  private SecretView view(Caller caller, String name, Set<String> hosts) {
    KeptVersion current = vault.history().versions(caller.scope(), name).getFirst();
    return new SecretView(name, hosts, current.version(), current.at());
  }

  /** Tells when each version of a secret that is kept was stored and by whom; never its value. */
  @Needs("secret.read")
  @GetMapping("/{name}/versions")
  SecretVersions versions(Caller caller, @PathVariable String name) {
    return new SecretVersions(
        vault.history().versions(caller.scope(), name).stream().map(SecretVersion::of).toList());
  }

  /** Puts the value of a former version in force again, as a version of its own. */
  @Needs("secret.write")
  @PostMapping("/{name}/rollback")
  StoredSecret rollBack(
      Caller caller, @PathVariable String name, @RequestBody FormerSecretVersion body) {
    return new StoredSecret(
        name,
        vault
            .history()
            .rollBack(
                caller.scope(), caller.act(GrantAuthorizer.SECRET_WRITE), name, body.version()));
  }

  /**
   * Stores a value, which goes where the one before it went unless hosts are named.
   *
   * @param host that it may be sent to, once for each
   * @param noneMatch {@code *} to store it only where no secret has this name, {@code conflict}
   *     otherwise
   */
  @Needs("secret.write")
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
    AuditedAct act = caller.act(GrantAuthorizer.SECRET_WRITE);
    return new StoredSecret(
        name,
        noneMatch == null
            ? vault.put(caller.scope(), act, secret, host)
            : vault.create(caller.scope(), act, secret, host));
  }

  /** Says anew where a secret may be sent, whatever its value. */
  @Needs("secret.write")
  @PutMapping("/{name}/hosts")
  SecretView bind(Caller caller, @PathVariable String name, @RequestBody SecretHosts body) {
    AuditedAct act = caller.act(GrantAuthorizer.SECRET_WRITE);
    return view(caller, name, vault.bind(caller.scope(), act, name, body.hosts()));
  }

  private static String text(byte[] body) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString();
    } catch (CharacterCodingException e) {
      throw new CallFailedException(
          FailureCode.INVALID, "the secret is not UTF-8; encode what is no text, e.g. in Base64");
    }
  }

  @Needs("secret.write")
  @DeleteMapping("/{name}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void delete(Caller caller, @PathVariable String name) {
    vault.delete(caller.scope(), caller.act(GrantAuthorizer.SECRET_WRITE), name);
  }

  @OperatorOnly
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
