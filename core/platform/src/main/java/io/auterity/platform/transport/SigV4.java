package io.auterity.platform.transport;

import io.auterity.platform.digest.Sha256;
import io.auterity.spi.SigningScheme;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * AWS Signature Version 4 in the {@code Authorization} header, as "Create a signed AWS API request"
 * of the IAM User Guide has it. Every header of the connector is signed besides the host, and the
 * body's digest, so what arrives is what was signed or is refused.
 *
 * <p>Services other than S3 sign the path as it stands on the wire, normalized and encoded once
 * more; S3 signs it as it stands, and wants the digest in a header too.
 */
public record SigV4(String service, String region) implements SigningScheme {

  private static final String ALGORITHM = "AWS4-HMAC-SHA256";
  private static final String S3 = "s3";
  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final int DAY = 8;
  private static final HexFormat HEX = HexFormat.of();
  private static final HexFormat PERCENT = HexFormat.of().withUpperCase();

  @Override
  public Signature sign(UnsignedRequest request, Credential credential) {
    return sign(request, AwsKey.read(credential.secret()));
  }

  /** What signs a request by a key. */
  Signature sign(UnsignedRequest request, AwsKey key) {
    String stamp = STAMP.format(request.at());
    Map<String, String> added = new HashMap<>();
    added.put("x-amz-date", stamp);
    if (service.equals(S3)) {
      added.put("x-amz-content-sha256", request.bodyDigest());
    }
    String session = key.session();
    if (session != null) {
      added.put("x-amz-security-token", session);
    }
    TreeMap<String, String> signed = signed(request, added);
    String names = String.join(";", signed.keySet());
    String scope = "%s/%s/%s/aws4_request".formatted(stamp.substring(0, DAY), region, service);
    String canonical = canonical(request, signed, names);
    String text = String.join("\n", ALGORITHM, stamp, scope, HEX.formatHex(Sha256.of(canonical)));
    String signature = HEX.formatHex(mac(signingKey(key, stamp.substring(0, DAY)), text));
    added.put(
        "authorization",
        "%s Credential=%s/%s, SignedHeaders=%s, Signature=%s"
            .formatted(ALGORITHM, key.id(), scope, names, signature));
    return Signature.ofHeaders(added);
  }

  @Override
  public void check(Credential credential) {
    AwsKey.read(credential.secret());
  }

  private static TreeMap<String, String> signed(
      UnsignedRequest request, Map<String, String> added) {
    TreeMap<String, String> signed = new TreeMap<>();
    request.headers().forEach((name, values) -> signed.put(name, trimmed(values)));
    // The transport's own takes the place of a connector's.
    signed.remove("authorization");
    signed.putAll(added);
    signed.put("host", request.host());
    return signed;
  }

  private String canonical(UnsignedRequest request, Map<String, String> signed, String names) {
    String headers =
        signed.entrySet().stream()
            .map(header -> header.getKey() + ":" + header.getValue() + "\n")
            .collect(Collectors.joining());
    return String.join(
        "\n",
        request.method(),
        path(request.path()),
        query(request.query()),
        headers,
        names,
        request.bodyDigest());
  }

  private String path(String path) {
    return service.equals(S3)
        ? path
        : Arrays.stream(normalized(path).split("/", -1))
            .map(SigV4::encoded)
            .collect(Collectors.joining("/"));
  }

  /** Without empty segments, {@code .} and {@code ..} (RFC 3986, 5.2.4). */
  private static String normalized(String path) {
    Deque<String> kept = new ArrayDeque<>();
    for (String segment : path.split("/", -1)) {
      if (segment.equals("..")) {
        kept.pollLast();
      } else if (!segment.isEmpty() && !segment.equals(".")) {
        kept.addLast(segment);
      }
    }
    String whole = "/" + String.join("/", kept);
    return path.endsWith("/") && !kept.isEmpty() ? whole + "/" : whole;
  }

  /** As it stands, in the order of its names and then values; a name alone has an empty value. */
  private static String query(@Nullable String sent) {
    return sent == null || sent.isEmpty()
        ? ""
        : Arrays.stream(sent.split("&"))
            .filter(pair -> !pair.isEmpty())
            .map(pair -> pair.contains("=") ? pair : pair + "=")
            .sorted(SigV4::compared)
            .collect(Collectors.joining("&"));
  }

  private static int compared(String one, String other) {
    int byName = name(one).compareTo(name(other));
    return byName == 0 ? one.compareTo(other) : byName;
  }

  private static String name(String pair) {
    return pair.substring(0, pair.indexOf('='));
  }

  private static String trimmed(List<String> values) {
    return values.stream()
        .map(value -> value.strip().replaceAll("[ \\t]+", " "))
        .collect(Collectors.joining(","));
  }

  private static String encoded(String segment) {
    StringBuilder text = new StringBuilder(segment.length());
    for (byte octet : segment.getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (octet & 0xFF);
      if (unreserved(c)) {
        text.append(c);
      } else {
        text.append('%').append(PERCENT.toHexDigits(octet));
      }
    }
    return text.toString();
  }

  private static boolean unreserved(char c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || "-._~".indexOf(c) >= 0;
  }

  private byte[] signingKey(AwsKey key, String day) {
    byte[] ofDay = mac(("AWS4" + key.secret()).getBytes(StandardCharsets.UTF_8), day);
    return mac(mac(mac(ofDay, region), service), "aws4_request");
  }

  private static byte[] mac(byte[] key, String text) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has HmacSHA256", e);
    }
  }
}
