package io.auterity.plugins.ai.google.wire;

import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import io.auterity.spi.ai.ImageStyle;
import io.auterity.toolkit.Refusal;
import io.auterity.toolkit.ai.PictureSize;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The image generation of a model: Imagen is asked for pictures only, Gemini answers a chat in
 * them.
 */
public enum PictureModel {
  IMAGEN(4, "1:1", "3:4", "4:3", "9:16", "16:9"),
  GEMINI(1, "1:1", "2:3", "3:2", "3:4", "4:3", "4:5", "5:4", "9:16", "16:9", "21:9");

  private static final Set<String> FORMATS = Set.of("png", "jpeg");

  private final int most;

  @SuppressWarnings("ImmutableEnumChecker") // A set that nobody can change.
  private final Set<String> shapes;

  PictureModel(int most, String... shapes) {
    this.most = most;
    this.shapes = Set.of(shapes);
  }

  /**
   * How the model of that id draws.
   *
   * @throws CallFailedException {@code invalid} when none is named, {@code unsupported} when it is
   *     not known to draw
   */
  public static PictureModel of(@Nullable String model) {
    if (model == null) {
      throw Refusal.invalid("model", "is missing");
    }
    return known(model)
        .orElseThrow(
            () ->
                Refusal.of(
                    FailureCode.UNSUPPORTED,
                    "model",
                    "model '%s' draws nothing that is known here: imagen-… and gemini-…-image do"
                        .formatted(model)));
  }

  static Optional<PictureModel> known(@Nullable String model) {
    String name = model == null ? "" : model.substring(model.lastIndexOf('/') + 1);
    if (name.startsWith("imagen-") || name.startsWith("imagegeneration")) {
      return Optional.of(IMAGEN);
    }
    boolean draws = name.startsWith("gemini-") && name.contains("image");
    return draws ? Optional.of(GEMINI) : Optional.empty();
  }

  static ImageStyle style(@Nullable ImageStyle style) {
    return style == null ? ImageStyle.USUAL : style;
  }

  /** How many pictures are asked for, if the model makes as many at once. */
  int count(ImageStyle style) {
    int count = style.count() == null ? 1 : style.count();
    if (count > most) {
      throw Refusal.of(
          FailureCode.UNSUPPORTED,
          "style.count",
          "the model makes %d at once at most, not %d".formatted(most, count));
    }
    return count;
  }

  /** The shape that is asked for; null when the model may choose. */
  @Nullable String shape(ImageStyle style) {
    PictureSize size = PictureSize.of(style);
    return size == null ? null : size.shape(shapes);
  }

  /** Media type of the files that are asked for, where the model takes it; null otherwise. */
  @Nullable String type(ImageStyle style) {
    return this == IMAGEN && style.format() != null && FORMATS.contains(style.format())
        ? "image/" + style.format()
        : null;
  }

  /** What of a style does not arrive, by canonical name. */
  List<String> lost(ImageStyle style) {
    List<String> lost = new ArrayList<>();
    lose(lost, "style.size", told(style.size()));
    lose(lost, "style.quality", told(style.quality()));
    lose(lost, "style.background", told(style.background()));
    lose(lost, "style.format", style.format() != null && type(style) == null);
    lose(lost, "style.addresses", Boolean.TRUE.equals(style.addresses()));
    return lost;
  }

  private static void lose(List<String> lost, String name, boolean is) {
    if (is) {
      lost.add(name);
    }
  }

  // To leave it to the model is to say nothing.
  private static boolean told(@Nullable String word) {
    return word != null && !word.equals("auto");
  }
}
