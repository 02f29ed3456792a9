package io.auterity.gateway.ollama;

import io.auterity.gateway.dialect.FieldRefusals;

/** The types of pictures in base64, which this dialect does not name: their first bytes do. */
enum PictureType {
  PNG("image/png", "iVBORw0KGgo"),
  JPEG("image/jpeg", "/9j/"),
  GIF("image/gif", "R0lGOD"),
  WEBP("image/webp", "UklGR"),
  BMP("image/bmp", "Qk0");

  private final String mediaType;
  private final String beginning;

  PictureType(String mediaType, String beginning) {
    this.mediaType = mediaType;
    this.beginning = beginning;
  }

  static String of(String base64, String path) {
    for (PictureType type : values()) {
      if (base64.startsWith(type.beginning)) {
        return type.mediaType;
      }
    }
    throw FieldRefusals.unsupported(path, "must be PNG, JPEG, GIF, WebP or BMP in base64");
  }
}
