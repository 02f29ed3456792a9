package io.auterity.platform.transport;

import io.vertx.core.MultiMap;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Headers of a reply as the spi has them: values by lower-case name. Where the request was signed
 * in its path, the addresses in them are those that a connector would ask for, without the
 * credential, which goes along anew.
 */
final class ReplyHeaders {

  private static final Set<String> ADDRESSES = Set.of("location", "content-location");
  private static final String LINK = "link";
  private static final Pattern TARGET = Pattern.compile("<([^>]*)>");

  /** What no address holds (RFC 3986), but that some servers write as it is. */
  private static final Pattern UNSAFE = Pattern.compile("[^\\x21-\\x7E]|[\"<>^`{|}]");

  private static final Pattern RAW = Pattern.compile("[^\\x00-\\x7F]");
  private static final char LAST_BYTE = 0xFF;

  /** The origin, which a path alone lacks; the first segment that is none of dots; the rest. */
  private static final Pattern ADDRESS =
      Pattern.compile(
          "(?<origin>(?:(?i:https?):)?//[^/?#]*)?+(?:/\\.?(?=/))*/(?<first>[^/?#]*)(?<rest>.*)");

  private final URI asked;
  private final @Nullable String segment;
  private final Predicate<Destination> signed;

  /**
   * @param asked where the request went, without a credential
   * @param segment the credential that its path began with, not encoded; null without one
   * @param signed whether requests to a place are given the credential
   */
  ReplyHeaders(URI asked, @Nullable String segment, Predicate<Destination> signed) {
    this.asked = asked;
    this.segment = segment;
    this.signed = signed;
  }

  Map<String, List<String>> of(MultiMap headers) {
    Map<String, List<String>> all = new LinkedHashMap<>();
    for (Map.Entry<String, String> header : headers) {
      all.computeIfAbsent(header.getKey().toLowerCase(Locale.ROOT), name -> new ArrayList<>())
          .add(header.getValue());
    }
    ADDRESSES.forEach(name -> change(all, name, address -> ascii(address, UNSAFE)));
    change(all, LINK, links -> ascii(links, RAW));
    if (segment != null) {
      ADDRESSES.forEach(name -> change(all, name, this::unsigned));
      change(all, LINK, this::unsignedTargets);
    }
    return all;
  }

  // As browsers do: bytes as they came, whatever they are in; a percent sign stays.
  private static String ascii(String text, Pattern signs) {
    return signs
        .matcher(text.strip())
        .replaceAll(sign -> Matcher.quoteReplacement(escaped(sign.group())));
  }

  private static String escaped(String sign) {
    boolean oneByte = sign.length() == 1 && sign.charAt(0) <= LAST_BYTE;
    byte[] bytes = sign.getBytes(oneByte ? StandardCharsets.ISO_8859_1 : StandardCharsets.UTF_8);
    StringBuilder text = new StringBuilder();
    for (byte each : bytes) {
      text.append('%').append(HexFormat.of().withUpperCase().toHexDigits(each));
    }
    return text.toString();
  }

  private static void change(
      Map<String, List<String>> all, String name, UnaryOperator<String> change) {
    all.computeIfPresent(name, (same, values) -> values.stream().map(change).toList());
  }

  private String unsignedTargets(String links) {
    return TARGET
        .matcher(links)
        .replaceAll(link -> Matcher.quoteReplacement("<" + unsigned(link.group(1)) + ">"));
  }

  // One without a host is told with it: what is left of its path may begin with "//".
  private String unsigned(String address) {
    Matcher found = ADDRESS.matcher(address.strip());
    if (!found.matches() || !decoded(found.group("first")).equals(segment)) {
      return address;
    }
    String origin = origin(found.group("origin"));
    String rest = found.group("rest");
    return isSigned(origin) ? origin + (rest.startsWith("/") ? "" : "/") + rest : address;
  }

  private String origin(@Nullable String told) {
    if (told == null) {
      return asked.getScheme() + "://" + asked.getRawAuthority();
    }
    return told.startsWith("//") ? asked.getScheme() + ":" + told : told;
  }

  private boolean isSigned(String origin) {
    try {
      return Destination.of(URI.create(origin)).filter(signed).isPresent();
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static String decoded(String segment) {
    try {
      return URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return segment;
    }
  }
}
