package io.auterity.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A real Keycloak that was started beside the tests, and Ada's browser before it. */
public final class KeycloakWitness {

  private static final Pattern FORM = Pattern.compile("<form[^>]*action=\"([^\"]+)\"");

  private final StartedWitness started = StartedWitness.of("keycloak");
  private final HttpClient browser = HttpClient.newHttpClient();

  /** What it told of itself as it was started. */
  public String text(String field) {
    return started.text(field);
  }

  /** Where Ada is sent on to who signs in at that address, by the form that it shows her. */
  public String agreed(String authorize) throws IOException, InterruptedException {
    HttpResponse<String> page =
        browser.send(
            HttpRequest.newBuilder(URI.create(authorize)).build(), BodyHandlers.ofString());
    Matcher form = FORM.matcher(page.body());
    assertThat(form.find()).as(page.body()).isTrue();
    HttpResponse<String> sent =
        browser.send(
            HttpRequest.newBuilder(URI.create(form.group(1).replace("&amp;", "&")))
                // Its cookies are for encrypted connections, or this machine as browsers see it.
                .header(
                    "cookie",
                    page.headers().allValues("set-cookie").stream()
                        .map(cookie -> cookie.split(";", 2)[0])
                        .collect(Collectors.joining("; ")))
                .header("content-type", "application/x-www-form-urlencoded")
                .POST(
                    BodyPublishers.ofString(
                        "username=ada&credentialId=&password=" + encoded(text("password"))))
                .build(),
            BodyHandlers.ofString());
    return sent.headers().firstValue("location").orElseThrow(() -> new AssertionError(sent.body()));
  }

  public static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
