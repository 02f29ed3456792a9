package io.auterity.platform.secret;

import io.auterity.platform.call.TenantScope;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/**
 * Encrypts content of tenants that is kept beside what it belongs to. Each piece has a key of its
 * own, encrypted under the master key, and is bound to its tenant and its id.
 */
public final class ContentSeal {

  private final MasterKey key;
  private final String purpose;

  public ContentSeal(MasterKey key) {
    this(key, "content");
  }

  private ContentSeal(MasterKey key, String purpose) {
    this.key = key;
    this.purpose = purpose;
  }

  /** One for something else: what either encrypts the other does not open. */
  public ContentSeal forPurpose(String name) {
    return new ContentSeal(key, purpose + "-" + name);
  }

  /** The content, encrypted. */
  public byte[] seal(TenantScope scope, UUID id, byte[] content) {
    return key.encrypt(content, place(scope, id)).ciphertext();
  }

  /**
   * The content again.
   *
   * @throws SecretsRefusedException when the key file lacks its key, or it belongs elsewhere
   */
  public byte[] open(TenantScope scope, UUID id, byte[] sealed) {
    return key.decrypt(sealed, place(scope, id));
  }

  /** One part of what is kept in several, encrypted; no other part opens in its place. */
  public byte[] sealPart(TenantScope scope, UUID id, int part, byte[] content) {
    return key.encrypt(content, place(scope, id, part)).ciphertext();
  }

  /**
   * The part again.
   *
   * @throws SecretsRefusedException when the key file lacks its key, or it belongs elsewhere
   */
  public byte[] openPart(TenantScope scope, UUID id, int part, byte[] sealed) {
    return key.decrypt(sealed, place(scope, id, part));
  }

  /**
   * Eight bytes, made with the key file, by which a holder of that file knows the same content
   * again.
   */
  public byte[] mark(byte[] content) {
    return key.mark(content);
  }

  /** As {@link #mark}, and the same after the key file got further keys. */
  public byte[] lastingMark(byte[] content) {
    return key.lastingMark(content);
  }

  /** Whether a mark is one of that content, under any key of the file. */
  public boolean marked(byte[] content, byte[] mark) {
    return key.marked(content, mark);
  }

  private byte[] place(TenantScope scope, UUID id, int part) {
    return "%s/%s/%s/%d"
        .formatted(purpose, scope.tenant(), id, part)
        .getBytes(StandardCharsets.UTF_8);
  }

  private byte[] place(TenantScope scope, UUID id) {
    return (purpose + "/" + scope.tenant() + "/" + id).getBytes(StandardCharsets.UTF_8);
  }
}
