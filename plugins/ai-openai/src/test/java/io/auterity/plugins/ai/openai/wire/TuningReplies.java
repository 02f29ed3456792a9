package io.auterity.plugins.ai.openai.wire;

import io.auterity.spi.WireRequest;
import io.auterity.spi.WireResponse;
import io.auterity.testkit.transport.RecordedExchange;
import java.net.URI;
import java.util.List;

/** Replies about jobs, after the vendors' descriptions, under which another test validates them. */
final class TuningReplies {

  private static final String HANDED =
      """
      {"id":"file-abc","object":"file","bytes":120,"created_at":1677610602,
       "expires_at":1677614202,"filename":"examples.jsonl","purpose":"fine-tune",
       "status":"uploaded","FileType":"jsonl","Processed":true}
      """;

  static final WireResponse FILE = MediaReplies.json(HANDED);

  static final WireResponse FILES =
      MediaReplies.json(
          """
          {"object":"list","has_more":false,"first_id":"file-abc","last_id":"file-abc",
           "data":[%s]}
          """
              .formatted(HANDED));

  static final String ENDED =
      """
      {"object":"fine_tuning.job","id":"job-1","model":"davinci-002","created_at":1692661014,
       "finished_at":1692661190,"fine_tuned_model":"ft:davinci-002:my-org:suffix:7q8mpxmy",
       "organization_id":"org-123","result_files":["file-abc123"],"status":"succeeded",
       "validation_file":null,"training_file":"file-abc",
       "hyperparameters":{"n_epochs":4,"batch_size":1,"learning_rate_multiplier":1.0},
       "trained_tokens":5768,"integrations":[],"seed":0,"estimated_finish":0,"error":null,
       "method":{"type":"supervised","supervised":{"hyperparameters":{"n_epochs":4,
         "batch_size":1,"learning_rate_multiplier":1.0}}},"metadata":{"key":"value"}}
      """;

  static final WireResponse JOB = MediaReplies.json(ENDED);

  static final WireResponse JOBS =
      MediaReplies.json("{\"object\":\"list\",\"has_more\":true,\"data\":[" + ENDED + "]}");

  static final WireResponse EVENTS =
      MediaReplies.json(
          """
          {"object":"list","has_more":false,"data":[
            {"object":"fine_tuning.job.event","id":"ftevent-1","created_at":1677610602,
             "level":"info","message":"Created fine-tuning job","data":{"step":1},
             "type":"message"}]}
          """);

  static final String TOGETHER_ENDED =
      """
      {"id":"job-1","created_at":"2023-05-17T17:35:45.123Z","status":"completed","events":[],
       "model":"meta-llama/Llama-2-7b-hf","model_output_name":"mine/Llama-2-7b-hf-32162631",
       "n_epochs":3,"token_count":5768,"total_price":1500,"training_file":"file-abc",
       "updated_at":"2023-05-17T18:46:23.456Z"}
      """;

  static final WireResponse TOGETHER_JOB = MediaReplies.json(TOGETHER_ENDED);

  static final WireResponse TOGETHER_JOBS =
      MediaReplies.json("{\"data\":[" + TOGETHER_ENDED + "]}");

  static final WireResponse TOGETHER_EVENTS =
      MediaReplies.json(
          "{\"data\":["
              + togetherEvent("a", "info", "job_start")
              + ","
              + togetherEvent("b", "legacy_iwarning", "warning")
              + "]}");

  private TuningReplies() {}

  private static String togetherEvent(String hash, String level, String type) {
    return """
    {"object":"fine-tune-event","created_at":"2023-05-17T17:35:45.123Z","level":"%s",
     "message":"Words","type":"%s","param_count":0,"token_count":0,"total_steps":9,
     "wandb_url":"","step":3,"checkpoint_path":"","model_path":"","training_offset":0,
     "hash":"%s"}
    """
        .formatted(level, type, hash);
  }

  /** As the vendor of a connector answers. */
  static List<RecordedExchange> exchanges(String connector) {
    return connector.equals("together")
        ? List.of(
            posted("files/upload", FILE),
            posted("fine-tunes", TOGETHER_JOB),
            got("fine-tunes", TOGETHER_JOBS),
            got("fine-tunes/job-1", TOGETHER_JOB),
            posted("fine-tunes/job-1/cancel", TOGETHER_JOB),
            got("fine-tunes/job-1/events", TOGETHER_EVENTS))
        : List.of(
            posted("files", FILE),
            posted("fine_tuning/jobs", JOB),
            got("fine_tuning/jobs", JOBS),
            got("fine_tuning/jobs/job-1", JOB),
            posted("fine_tuning/jobs/job-1/cancel", JOB),
            got("fine_tuning/jobs/job-1/events", EVENTS));
  }

  private static RecordedExchange posted(String path, WireResponse reply) {
    return new RecordedExchange(WireRequest.json(at(path), new byte[0]), reply);
  }

  private static RecordedExchange got(String path, WireResponse reply) {
    return new RecordedExchange(WireRequest.get(at(path)), reply);
  }

  private static URI at(String path) {
    return URI.create("https://vendor.example/v1/" + path);
  }
}
