package io.auterity.connector.plan;

import io.auterity.spi.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The error message of a vendor's reply, or its other words, where the connector's file reads none
 * in it. That is the usual fields of JSON errors (those of RFC 9457 among them), the title of a
 * page, or the beginning of a text.
 */
final class VendorWords {

  private static final List<String> FIELDS =
      List.of("message", "error_description", "detail", "title", "error", "reason", "errors");
  private static final Pattern TITLE =
      Pattern.compile("<title[^>]*>([^<]{1,500})", Pattern.CASE_INSENSITIVE);
  private static final Pattern TAG =
      Pattern.compile(
          "<(script|style)\\b.*?</\\1>|<[^>]*>|<.*$", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
  private static final Pattern PASSWORD =
      Pattern.compile("<input[^>]{1,500}type=[\"']?password", Pattern.CASE_INSENSITIVE);
  private static final int LOOKED_AT = 20_000;
  private static final int EXCERPT = 200;
  private static final int DEPTH = 3;

  /** The words of a body; empty when there are none. */
  static String of(@Nullable Json body) {
    return body == null ? "" : said(body, DEPTH);
  }

  private static String said(Json value, int depth) {
    return switch (value) {
      case Json.Str(String text) -> ofText(text);
      case Json.Arr(List<Json> items) when depth > 0 ->
          joined(items.stream().limit(5).map(item -> said(item, depth - 1)).toList(), "; ");
      case Json.Obj object when depth > 0 ->
          joined(
              FIELDS.stream()
                  .map(object::get)
                  .map(field -> field == null ? "" : said(field, depth - 1))
                  .toList(),
              ": ");
      default -> "";
    };
  }

  private static String joined(List<String> texts, String between) {
    List<String> all = new ArrayList<>();
    for (String text : texts) {
      if (!text.isBlank() && !all.contains(text)) {
        all.add(text);
      }
    }
    return String.join(between, all);
  }

  /** The title of a page, or the beginning of what a person would see of it. */
  static String ofText(String text) {
    String begin = text.substring(0, Math.min(text.length(), LOOKED_AT));
    Matcher title = TITLE.matcher(begin);
    String words = title.find() ? title.group(1) : TAG.matcher(begin).replaceAll(" ");
    String line = words.strip().replaceAll("\\s+", " ");
    return line.length() <= EXCERPT ? line : line.substring(0, EXCERPT) + "…";
  }

  /** An address without its query, which may hold what is secret; null when it is none. */
  static @Nullable String place(@Nullable String address) {
    String place =
        address == null ? "" : address.replaceFirst("[?#].*", "").replaceFirst("//[^/@]*@", "//");
    return place.isBlank() || place.length() > EXCERPT ? null : place;
  }

  /** Whether a body is a page on which a person would sign in. */
  static boolean isSignIn(@Nullable String type, String text) {
    String begin = text.substring(0, Math.min(text.length(), LOOKED_AT));
    return type != null
        && type.toLowerCase(Locale.ROOT).startsWith("text/html")
        && PASSWORD.matcher(begin).find();
  }
}
