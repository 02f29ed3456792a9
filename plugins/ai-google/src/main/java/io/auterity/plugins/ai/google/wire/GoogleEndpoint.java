package io.auterity.plugins.ai.google.wire;

import io.auterity.spi.Json;
import io.auterity.spi.WireRequest;
import io.auterity.toolkit.Refusal;
import io.auterity.toolkit.json.JsonUtf8;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The endpoint of Google's models: the Gemini API, or a project's place at Vertex AI. Both speak
 * one dialect at other addresses.
 *
 * @param url up to and with the version; ends with a slash
 * @param home below it, what stands before all that is asked of models; empty or ends with a slash
 * @param publisher below home, what stands before the id of a model
 */
public record GoogleEndpoint(URI url, String home, String publisher) {

  private static final String GOOGLES = "publishers/google/models/";

  /** The Gemini API. */
  public static GoogleEndpoint gemini(URI url) {
    return new GoogleEndpoint(url, "", "models/");
  }

  /** Vertex AI, where models of Google's are asked by a project in a location. */
  public static GoogleEndpoint vertex(URI url, String home) {
    return new GoogleEndpoint(url, home, GOOGLES);
  }

  public boolean isVertex() {
    return !home.isEmpty();
  }

  /** Name of a model among the vendor's resources; an id with a slash is such a name already. */
  String resource(String model) {
    return model.indexOf('/') < 0 ? publisher + model : model;
  }

  /** The id of a model of that name. */
  String id(String resource) {
    return resource.startsWith(publisher) ? resource.substring(publisher.length()) : resource;
  }

  WireRequest post(String model, String verb, Json.Obj body) {
    URI uri = url.resolve(home + path(resource(model)) + ":" + verb);
    return WireRequest.json(uri, JsonUtf8.write(body));
  }

  /** What is known of one model, which is the same for every project. */
  WireRequest get(String model) {
    return WireRequest.get(url.resolve(path(resource(model))));
  }

  /** A page of models; Vertex AI lists those of a publisher in its version in test only. */
  WireRequest list(String query) {
    String path = publisher.substring(0, publisher.length() - 1) + "?" + query;
    return WireRequest.get(isVertex() ? url.resolve("/v1beta1/" + path) : url.resolve(path));
  }

  static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private static String path(String resource) {
    List<String> names = Arrays.asList(resource.split("/", -1));
    if (names.stream().anyMatch(name -> name.isEmpty() || name.equals(".") || name.equals(".."))) {
      throw Refusal.invalid("model", "must be the id of a model, not " + resource);
    }
    return names.stream().map(GoogleEndpoint::encoded).collect(Collectors.joining("/"));
  }
}
