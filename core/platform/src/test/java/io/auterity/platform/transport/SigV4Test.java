package io.auterity.platform.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.spi.WireRequest;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** By the vectors of AWS's test suite, its documentation, and what its SDK for Python signs. */
class SigV4Test {

  private static final String SECRET = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";
  private static final String SUITE_HOST = "example.amazonaws.com";
  private static final Instant SUITE_TIME = Instant.parse("2015-08-30T12:36:00Z");
  private static final SigV4 SUITE = new SigV4("service", "us-east-1");
  private static final AwsKey SUITE_KEY = new AwsKey("AKIDEXAMPLE", SECRET, null);

  @ParameterizedTest
  @CsvSource({
    "get-vanilla, GET, /, 5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31",
    "post-vanilla, POST, /, 5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b",
    "get-relative, GET, /example/..,"
        + " 5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31",
    "get-slashes, GET, //example//,"
        + " 9a624bd73a37c9a373b5312afbebe7a714a789de108f0bdfe846570885f57e84",
    "get-utf8, GET, /\u1234, 8318018e0b0f223aa2bbf98705b62bb787dc9c0e678f255a891fd03141be5d85",
    "get-unreserved, GET, /-._~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz,"
        + " 07ef7494c76fa4850883e2b006601f940f8a34d404d0cfa977f52a65bbf5f24f",
    "get-vanilla-query-order-key-case, GET, /?Param2=value2&Param1=value1,"
        + " b97d918cfa904a5beff61c982a1b6f458b799221646efd99d3219ec94cdf2500",
  })
  void signsAsTheTestSuiteOfAws(String name, String method, String target, String signature) {
    assertThat(signature(SUITE, SUITE_KEY, request(method, target, Map.of(), "")))
        .as(name)
        .isEqualTo(signature);
  }

  @Test
  void signsTheBodyAndItsType() {
    WireRequest form =
        request(
            "POST",
            "/",
            Map.of("Content-Type", List.of("application/x-www-form-urlencoded")),
            "Param1=value1");

    assertThat(headers(SUITE, form, SUITE_HOST, SUITE_KEY, SUITE_TIME))
        .containsEntry(
            "authorization",
            "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request,"
                + " SignedHeaders=content-type;host;x-amz-date,"
                + " Signature=ff11897932ad3f4e8b18135d722051e5ac45fc38421b1da7b9d196a0fe09473a");
  }

  @Test
  void signsHeadersWithoutTheirIdleSpaces() {
    WireRequest spaced =
        request(
            "GET",
            "/",
            Map.of("My-Header1", List.of(" value1"), "My-Header2", List.of(" \"a   b   c\"")),
            "");

    assertThat(signature(SUITE, SUITE_KEY, spaced))
        .isEqualTo("acc3ed3afb60bb290fc8d2dd0098b9911fcaa05412b367055dee359757a9c736");
  }

  @Test
  void signsTheDigestForS3AsItsDocumentationDoes() {
    WireRequest get = request("GET", "/test.txt", Map.of("Range", List.of("bytes=0-9")), "");
    AwsKey key =
        new AwsKey("AKIAIOSFODNN7EXAMPLE", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY", null);

    Map<String, String> headers =
        headers(
            new SigV4("s3", "us-east-1"),
            get,
            "examplebucket.s3.amazonaws.com",
            key,
            Instant.parse("2013-05-24T00:00:00Z"));

    assertThat(headers.get("authorization"))
        .endsWith(
            "SignedHeaders=host;range;x-amz-content-sha256;x-amz-date,"
                + " Signature=f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41");
    assertThat(headers.get("x-amz-content-sha256"))
        .isEqualTo("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  }

  @Test
  void signsAnEncodedPathAndASessionAsTheSdkForPythonDoes() {
    WireRequest converse =
        request(
            "POST",
            "/model/anthropic.claude-3-5-sonnet-20240620-v1%3A0/converse",
            Map.of("content-type", List.of("application/json")),
            "{\"messages\":[]}");
    AwsKey key = new AwsKey("AKIDEXAMPLE0000EXAMPLE", SECRET, "session+token/=");

    Map<String, String> headers =
        headers(
            new SigV4("bedrock", "eu-central-1"),
            converse,
            "bedrock-runtime.eu-central-1.amazonaws.com",
            key,
            Instant.parse("2026-11-21T12:00:00Z"));

    assertThat(headers)
        .containsEntry("x-amz-date", "20261121T120000Z")
        .containsEntry("x-amz-security-token", "session+token/=")
        .containsEntry(
            "authorization",
            "AWS4-HMAC-SHA256"
                + " Credential=AKIDEXAMPLE0000EXAMPLE/20261121/eu-central-1/bedrock/aws4_request,"
                + " SignedHeaders=content-type;host;x-amz-date;x-amz-security-token,"
                + " Signature=ff90598060fa583f0ded535d53903dc9a464ebbc6529b1da1fd33f9283c281bd")
        .hasSize(3);
  }

  @Test
  void signsAQueryAndAPortAsTheSdkForPythonDoes() {
    WireRequest models =
        request(
            "GET",
            "/foundation-models?byProvider=Anthropic&byOutputModality=TEXT",
            Map.of("authorization", List.of("of the connector")),
            "");
    AwsKey key = new AwsKey("AKIDEXAMPLE0000EXAMPLE", SECRET, null);

    assertThat(
            headers(
                    new SigV4("bedrock", "eu-central-1"),
                    models,
                    "bedrock.eu-central-1.amazonaws.com:8443",
                    key,
                    Instant.parse("2026-11-21T12:00:00Z"))
                .get("authorization"))
        .endsWith("Signature=692a141b2dd275982e06d34dfe6a710c57864bea48904318030702b0361b837a");
  }

  private static WireRequest request(
      String method, String target, Map<String, List<String>> headers, String body) {
    return new WireRequest(
        method,
        URI.create("https://" + SUITE_HOST + target),
        headers,
        body.getBytes(StandardCharsets.UTF_8));
  }

  private static String signature(SigV4 signer, AwsKey key, WireRequest request) {
    String all =
        headers(signer, request, SUITE_HOST, key, SUITE_TIME).getOrDefault("authorization", "");
    return all.substring(all.indexOf("Signature=") + "Signature=".length());
  }

  private static Map<String, String> headers(
      SigV4 signer, WireRequest request, String host, AwsKey key, Instant at) {
    return signer.sign(Signing.Scheme.unsigned(request, host, at), key).headers();
  }
}
