package io.auterity.gateway.dialect;

import io.auterity.spi.ai.Part;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Says in words that an answer holds a picture or a sound for which a dialect has no place. There
 * it stands where only programs look; the pieces of a sound are said once.
 */
public final class MediaNotice {

  private static final String END = ": this API has no place for it]";
  private static final Pattern WORDS =
      Pattern.compile("\\[(?:picture|sound)(?: of [^\\]\\n]{1,200})?" + Pattern.quote(END));

  private final Set<String> sounds = new HashSet<>();

  /** What is to be said of a part; null where it is neither, or has been said. */
  public @Nullable String of(Part part) {
    return switch (part) {
      case Part.Image picture -> notice("picture", picture.mediaType());
      case Part.Audio sound when sounds.add(sound.mediaType()) ->
          notice("sound", sound.mediaType());
      default -> null;
    };
  }

  /** Whether a part is such words, which are none of the model's when they come back. */
  public static boolean is(Part part) {
    return part instanceof Part.Text(String text) && WORDS.matcher(text).matches();
  }

  private static String notice(String what, @Nullable String mediaType) {
    return "[" + what + (mediaType == null ? "" : " of " + mediaType) + END;
  }
}
