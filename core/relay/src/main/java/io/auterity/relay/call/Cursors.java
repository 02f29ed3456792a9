package io.auterity.relay.call;

import io.auterity.platform.call.TenantScope;
import io.auterity.platform.catalogue.Binder;
import io.auterity.platform.catalogue.Capability;
import io.auterity.platform.catalogue.Payload;
import io.auterity.relay.field.RecordFields;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Cursor;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.spi.Page;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Signs the cursor of each page over tenant, capability, provider and filter, so that the next page
 * comes from the same provider and answers the same question. The size of a page is no filter.
 */
public final class Cursors {

  private static final String ALGORITHM = "HmacSHA256";
  private static final int SIGNED = 16;
  private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();
  private static final Base64.Decoder DECODER = Base64.getUrlDecoder();

  private final SecretKeySpec key;
  private final Binder binder;

  /**
   * @param key at least 32 secret bytes, the same for as long as cursors are to be honoured
   */
  public Cursors(byte[] key, Binder binder) {
    if (key.length < 32) {
      throw new IllegalArgumentException("a key of at least 32 bytes is needed");
    }
    this.key = new SecretKeySpec(key, ALGORITHM);
    this.binder = binder;
  }

  /** An input with the connector's own cursor in it, and the provider that wrote that. */
  public record Opened(Record input, @Nullable String provider) {}

  /**
   * Checks and opens the cursor of an input, if it has one.
   *
   * @throws CallFailedException {@code invalid} when it was not made here for this question
   */
  public Opened open(TenantScope scope, Capability capability, Record input) {
    Cursor cursor = RecordFields.of(input).cursor(input);
    if (cursor == null) {
      return new Opened(input, null);
    }
    String[] parts = cursor.value().split("\\.", -1);
    if (parts.length != 3) {
      throw invalid();
    }
    String provider = text(parts[0]);
    String inner = text(parts[1]);
    byte[] expected = sign(scope, capability, filter(capability, input), provider, inner);
    if (!MessageDigest.isEqual(expected, bytes(parts[2]))) {
      throw invalid();
    }
    return new Opened(RecordFields.of(input).withCursor(input, new Cursor(inner)), provider);
  }

  /** The same output, with the cursor of its next page signed if there is one. */
  public Record sign(
      TenantScope scope, Capability capability, Record input, String provider, Record output) {
    Cursor next =
        output instanceof Page<?> page ? page.next() : RecordFields.of(output).cursor(output);
    if (next == null) {
      return output;
    }
    String inner = next.value();
    byte[] mac = sign(scope, capability, filter(capability, input), provider, inner);
    String signed = encoded(provider) + "." + encoded(inner) + "." + ENCODER.encodeToString(mac);
    Cursor outer = new Cursor(signed);
    return output instanceof Page<?> page
        ? page.withNext(outer)
        : RecordFields.of(output).withCursor(output, outer);
  }

  private String filter(Capability capability, Record input) {
    Record bare = RecordFields.of(input).withCursor(input, null);
    Map<String, Json> fields =
        new LinkedHashMap<>(binder.renderInput(capability, Payload.of(bare)).fields());
    fields.remove("limit");
    return new Json.Obj(fields).toString();
  }

  private byte[] sign(
      TenantScope scope, Capability capability, String filter, String provider, String inner) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      for (String part :
          new String[] {scope.tenant().toString(), capability.id(), provider, filter, inner}) {
        mac.update(part.getBytes(StandardCharsets.UTF_8));
        mac.update((byte) 0);
      }
      return Arrays.copyOf(mac.doFinal(), SIGNED);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String encoded(String text) {
    return ENCODER.encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String text(String part) {
    return new String(bytes(part), StandardCharsets.UTF_8);
  }

  private static byte[] bytes(String part) {
    try {
      return DECODER.decode(part);
    } catch (IllegalArgumentException e) {
      throw invalid();
    }
  }

  private static CallFailedException invalid() {
    return new CallFailedException(
        FailureCode.INVALID,
        "this cursor does not belong to this list: begin again without a cursor");
  }
}
