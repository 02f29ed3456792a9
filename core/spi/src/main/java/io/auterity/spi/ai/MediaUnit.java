package io.auterity.spi.ai;

/** Units in which what is no text is metered and priced, beside {@link TokenUnit}. */
public final class MediaUnit {

  /** Pictures made. */
  public static final String IMAGES = "images";

  /** Seconds of sound listened to, begun ones whole. */
  public static final String AUDIO_SECONDS = "audio_seconds";

  /** Characters spoken: Unicode code points. */
  public static final String INPUT_CHARACTERS = "input_characters";

  /** One query over at most a hundred documents. */
  public static final String SEARCH_UNITS = "search_units";

  /** Tokens that a job learned, each as often as it went over them. */
  public static final String TRAINED_TOKENS = "trained_tokens";

  /** Jobs that are begun, whose cost is unknown before they have ended. */
  public static final String TUNING_JOBS = "tuning_jobs";

  /** Milliseconds for which hardware worked, at vendors that bill its time; begun ones whole. */
  public static final String PREDICT_MILLISECONDS = "predict_milliseconds";

  private MediaUnit() {}
}
