package io.auterity.gateway.dialect;

import io.auterity.spi.ai.Part;
import java.util.Set;

/** Files that are pictures of those sorts that models see. */
public final class PictureFiles {

  private static final Set<String> TYPES =
      Set.of("image/png", "image/jpeg", "image/gif", "image/webp");

  public static boolean isOne(Part.File file) {
    return file.mediaType() != null && TYPES.contains(file.mediaType());
  }

  /** A file as a picture. */
  public static Part.Image of(Part.File file) {
    return new Part.Image(file.url(), file.mediaType(), file.base64(), file.extra());
  }
}
