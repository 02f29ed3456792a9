package io.auterity.plugins.ai.openai.wire;

import io.auterity.spi.Json;
import io.auterity.spi.Measured;
import io.auterity.spi.ai.Extra;
import io.auterity.spi.ai.ImageEdit;
import io.auterity.spi.ai.ImageRequest;
import io.auterity.spi.ai.ImageStyle;
import io.auterity.spi.ai.NewTuning;
import io.auterity.spi.ai.SpeechRequest;
import io.auterity.spi.ai.TranscriptionRequest;
import io.auterity.spi.ai.TranslationRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Lists what of requests for pictures, sound and fine-tuning the dialect cannot say. */
public final class MediaFit {

  /** By canonical name. */
  public static List<String> lost(Measured request, VendorTraits traits) {
    return switch (request) {
      case ImageRequest asked ->
          pictures(
              asked.model(), asked.style(), and(asked.extra(), traits.media().lost(asked.style())));
      case ImageEdit asked ->
          pictures(asked.model(), asked.style(), Extra.names(asked.extra(), PassedChat.DIALECT));
      case TranscriptionRequest asked -> Extra.names(asked.extra(), PassedChat.DIALECT);
      case TranslationRequest asked -> Extra.names(asked.extra(), PassedChat.DIALECT);
      case SpeechRequest asked -> and(asked.extra(), traits.media().lost(asked));
      case NewTuning asked -> Extra.names(asked.extra(), traits.tuning().dialect());
      default -> List.of();
    };
  }

  private static List<String> and(@Nullable Map<String, Json.Obj> extra, List<String> lost) {
    lost.addAll(Extra.names(extra, PassedChat.DIALECT));
    return lost;
  }

  // Of models that give bytes whatever is asked, addresses are a wish that is lost.
  private static List<String> pictures(
      @Nullable String model, @Nullable ImageStyle style, List<String> extra) {
    List<String> lost = new ArrayList<>(extra);
    if (style != null && Boolean.TRUE.equals(style.addresses()) && ImageJson.isBytesOnly(model)) {
      lost.add("style.addresses");
    }
    return lost;
  }
}
