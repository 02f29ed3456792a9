package io.auterity.plugins.ai.bedrock.wire;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Bedrock's words for media types. */
final class MediaFormat {

  private static final Map<String, String> DOCUMENTS =
      Map.of(
          "application/pdf", "pdf",
          "text/csv", "csv",
          "application/msword", "doc",
          "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "docx",
          "application/vnd.ms-excel", "xls",
          "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xlsx",
          "text/html", "html",
          "text/plain", "txt",
          "text/markdown", "md");

  /** Text under another name. */
  private static final Set<String> TEXTS =
      Set.of("application/json", "application/xml", "application/yaml", "application/x-yaml");

  private static final Set<String> IMAGES = Set.of("png", "jpeg", "gif", "webp");

  private static final Map<String, String> VIDEOS =
      Map.of(
          "video/x-matroska", "mkv",
          "video/quicktime", "mov",
          "video/mp4", "mp4",
          "video/webm", "webm",
          "video/x-flv", "flv",
          "video/mpeg", "mpeg",
          "video/x-ms-wmv", "wmv",
          "video/3gpp", "three_gp");

  private static final Map<String, String> SOUNDS =
      Map.ofEntries(
          Map.entry("audio/mpeg", "mp3"),
          Map.entry("audio/mp3", "mp3"),
          Map.entry("audio/opus", "opus"),
          Map.entry("audio/wav", "wav"),
          Map.entry("audio/x-wav", "wav"),
          Map.entry("audio/wave", "wav"),
          Map.entry("audio/aac", "aac"),
          Map.entry("audio/flac", "flac"),
          Map.entry("audio/mp4", "mp4"),
          Map.entry("audio/ogg", "ogg"),
          Map.entry("audio/x-matroska", "mka"),
          Map.entry("audio/x-m4a", "m4a"),
          Map.entry("audio/pcm", "pcm"),
          Map.entry("audio/webm", "webm"));

  /** Null when it knows none. */
  static @Nullable String document(@Nullable String mediaType) {
    return mediaType == null ? null : DOCUMENTS.get(bare(mediaType));
  }

  /** Whether it is a text that can be told as plain text. */
  static boolean isText(@Nullable String mediaType) {
    return mediaType != null
        && (bare(mediaType).startsWith("text/") || TEXTS.contains(bare(mediaType)));
  }

  static @Nullable String video(@Nullable String mediaType) {
    return mediaType == null ? null : VIDEOS.get(bare(mediaType));
  }

  static @Nullable String sound(String mediaType) {
    return SOUNDS.get(bare(mediaType));
  }

  static @Nullable String image(@Nullable String mediaType) {
    if (mediaType == null || !mediaType.startsWith("image/")) {
      return null;
    }
    String format = bare(mediaType).substring("image/".length());
    String known = format.equals("jpg") ? "jpeg" : format;
    return IMAGES.contains(known) ? known : null;
  }

  /** Without parameters, in lower case. */
  private static String bare(String mediaType) {
    int end = mediaType.indexOf(';');
    return (end < 0 ? mediaType : mediaType.substring(0, end)).strip().toLowerCase(Locale.ROOT);
  }
}
