package io.auterity.plugins.ai.openai.wire;

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
import org.jspecify.annotations.Nullable;

/** What of requests for pictures, sound and training the dialect cannot say. */
public final class MediaFit {

  private MediaFit() {}

  /** By canonical name. */
  public static List<String> lost(Measured request, TuningForm tuning) {
    return switch (request) {
      case ImageRequest asked ->
          pictures(asked.model(), asked.style(), Extra.names(asked.extra(), PassedChat.DIALECT));
      case ImageEdit asked ->
          pictures(asked.model(), asked.style(), Extra.names(asked.extra(), PassedChat.DIALECT));
      case TranscriptionRequest asked -> Extra.names(asked.extra(), PassedChat.DIALECT);
      case TranslationRequest asked -> Extra.names(asked.extra(), PassedChat.DIALECT);
      case SpeechRequest asked -> Extra.names(asked.extra(), PassedChat.DIALECT);
      case NewTuning asked -> Extra.names(asked.extra(), tuning.dialect());
      default -> List.of();
    };
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
