package io.auterity.plugins.ai.local;

import io.auterity.plugins.ai.local.embedding.ModelException;
import io.auterity.plugins.ai.local.speech.SpeechModel;
import io.auterity.plugins.ai.local.speech.UnreadableSoundException;
import io.auterity.plugins.ai.local.speech.Waveform;
import io.auterity.spi.Call;
import io.auterity.spi.Content;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Measured;
import io.auterity.spi.Page;
import io.auterity.spi.ai.Ai;
import io.auterity.spi.ai.Extra;
import io.auterity.spi.ai.MediaUnit;
import io.auterity.spi.ai.Model;
import io.auterity.spi.ai.ModelQuery;
import io.auterity.spi.ai.TokenUsage;
import io.auterity.spi.ai.Transcription;
import io.auterity.spi.ai.TranscriptionRequest;
import io.auterity.toolkit.Cancelled;
import io.auterity.toolkit.Refusal;
import io.auterity.toolkit.ai.AiInputs;
import io.auterity.toolkit.ai.AiMeter;
import io.auterity.toolkit.ai.ModelPages;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The speech model, for one provider. */
record SpeechClient(LoadedSpeech loaded, Processors processors) implements Ai {

  static final String MODEL = "moonshine-tiny";

  private static final String OWNER = "moonshine-ai";
  private static final String LANGUAGE = "en";

  void load(Call call) {
    computed(call, loaded::get);
  }

  @Override
  public Transcription createTranscription(TranscriptionRequest request, Call call) {
    if (request.model() != null && !request.model().equals(MODEL)) {
      throw LocalErrors.otherModel(request.model(), MODEL);
    }
    AiInputs.check(request);
    checkLanguage(request.language());
    Waveform sound = read(request.audio());
    List<SpeechModel.Heard> heard =
        computed(call, () -> loaded.get().listen(sound, () -> Cancelled.check(call)));
    Transcription made = transcription(heard, sound, Boolean.TRUE.equals(request.segments()));
    AiMeter.meter(made.usage(), call);
    return made;
  }

  private static Transcription transcription(
      List<SpeechModel.Heard> heard, Waveform sound, boolean timed) {
    String text = heard.stream().map(SpeechModel.Heard::text).collect(Collectors.joining(" "));
    long seconds = Math.max(1, (long) Math.ceil(sound.seconds()));
    return new Transcription(
        text,
        LANGUAGE,
        sound.seconds(),
        timed ? heard.stream().map(SpeechClient::segment).toList() : null,
        null,
        new TokenUsage(0, 0, 0, 0, 0, 0, Map.of(MediaUnit.AUDIO_SECONDS, seconds)));
  }

  private static Transcription.Segment segment(SpeechModel.Heard heard) {
    return new Transcription.Segment(heard.start(), heard.end(), heard.text());
  }

  private static void checkLanguage(@Nullable String language) {
    if (language != null && !language.toLowerCase(Locale.ROOT).startsWith(LANGUAGE)) {
      throw Refusal.of(
          FailureCode.UNSUPPORTED,
          "language",
          "is '%s', and %s knows en".formatted(language, MODEL));
    }
  }

  private static Waveform read(Content audio) {
    try {
      return Waveform.read(audio.bytes());
    } catch (UnreadableSoundException e) {
      throw Refusal.of(
          FailureCode.UNSUPPORTED,
          "audio",
          "must be a WAV file of plain samples, and %s".formatted(e.getMessage()));
    }
  }

  private <T> T computed(Call call, Supplier<T> work) {
    try {
      return processors.compute(call, work);
    } catch (ModelException e) {
      throw LocalErrors.broken(e);
    }
  }

  @Override
  public Page<Model> listModels(ModelQuery query, Call call) {
    return ModelPages.of(List.of(new Model(MODEL, OWNER, null)), query);
  }

  @Override
  public List<String> lossy(Measured request) {
    if (!(request instanceof TranscriptionRequest asked)) {
      return List.of();
    }
    List<String> lost = new ArrayList<>();
    addIf(asked.prompt() != null, "prompt", lost);
    addIf(asked.temperature() != null, "temperature", lost);
    addIf(Boolean.TRUE.equals(asked.words()), "words", lost);
    lost.addAll(Extra.names(asked.extra()));
    return lost;
  }

  private static void addIf(boolean told, String name, List<String> lost) {
    if (told) {
      lost.add(name);
    }
  }
}
