package io.auterity.platform.transport;

import io.auterity.platform.digest.Sha256;
import io.auterity.spi.WireRequest;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
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
record SigV4(String service, String region) {

  private static final String ALGORITHM = "AWS4-HMAC-SHA256";
  private static final String S3 = "s3";
  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final int DAY = 8;
  private static final HexFormat HEX = HexFormat.of();
  private static final HexFormat PERCENT = HexFormat.of().withUpperCase();

  /**
   * The headers that sign a request.
   *
   * @param host as the Host header has it
   */
  List<Signing.Header> sign(WireRequest request, String host, AwsKey key, Instant now) {
    String stamp = STAMP.format(now);
    String digest = HEX.formatHex(Sha256.of(request.body()));
    List<Signing.Header> added = new ArrayList<>();
    added.add(new Signing.Header("x-amz-date", stamp));
    if (service.equals(S3)) {
      added.add(new Signing.Header("x-amz-content-sha256", digest));
    }
    String session = key.session();
    if (session != null) {
      added.add(new Signing.Header("x-amz-security-token", session));
    }
    TreeMap<String, String> signed = signed(request, host, added);
    String names = String.join(";", signed.keySet());
    String scope = "%s/%s/%s/aws4_request".formatted(stamp.substring(0, DAY), region, service);
    String canonical = canonical(request, signed, names, digest);
    String text = String.join("\n", ALGORITHM, stamp, scope, HEX.formatHex(Sha256.of(canonical)));
    String signature = HEX.formatHex(mac(signingKey(key, stamp.substring(0, DAY)), text));
    added.add(
        new Signing.Header(
            "authorization",
            "%s Credential=%s/%s, SignedHeaders=%s, Signature=%s"
                .formatted(ALGORITHM, key.id(), scope, names, signature)));
    return added;
  }

  private static TreeMap<String, String> signed(
      WireRequest request, String host, List<Signing.Header> added) {
    TreeMap<String, String> signed = new TreeMap<>();
    request.headers().forEach((name, values) -> signed.put(lower(name), trimmed(values)));
    // The transport's own takes the place of a connector's.
    signed.remove("authorization");
    added.forEach(header -> signed.put(header.name(), header.value()));
    signed.put("host", host);
    return signed;
  }

  private String canonical(
      WireRequest request, Map<String, String> signed, String names, String digest) {
    String headers =
        signed.entrySet().stream()
            .map(header -> header.getKey() + ":" + header.getValue() + "\n")
            .collect(Collectors.joining());
    return String.join(
        "\n",
        request.method(),
        path(request.uri().getRawPath()),
        query(request.uri().getRawQuery()),
        headers,
        names,
        digest);
  }

  private String path(@Nullable String sent) {
    String path = sent == null || sent.isEmpty() ? "/" : sent;
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

  private static String lower(String name) {
    return name.toLowerCase(Locale.ROOT);
  }
}
