package io.auterity.testkit.files;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.spi.WireRequest;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A request is one of a description with the values that it has for the names of its query. */
class VendorWitnessTest {

  private static final String VENDOR = "https://vendor.example";
  private static final String PULLS = "/repositories/a/b/pullrequests";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "bitbucket-cloud-openapi3.json.gz | /repositories/a/b/pullrequests?state=OPEN |",
        "bitbucket-cloud-openapi3.json.gz | /repositories/a/b/pullrequests?state=SHUT | state: [SHUT]",
        "bitbucket-cloud-openapi3.json.gz | /repositories/a/b/pipelines?pagelen=100&page=2 |",
        "bitbucket-cloud-openapi3.json.gz | /repositories/a/b/pipelines?pagelen=101 | pagelen: [101]",
        "bitbucket-cloud-openapi3.json.gz | /repositories/a/b/pipelines?page=two | page: [two]",
        "gitea-swagger-v1.json | /repos/search?private=true&limit=5&sort=created |",
        "gitea-swagger-v1.json | /repos/search?private=perhaps | private: [perhaps]",
        "gitea-swagger-v1.json | /repos/a/b/issues?state=all&since=now |",
        "gitea-swagger-v1.json | /repos/a/b/issues?state=some | state: [some]",
        "confluence-v2.json | /spaces?ids=1,2&ids=3 |",
        "confluence-v2.json | /spaces?ids=one | ids: [one]"
      })
  void valuesAreAsTheDescriptionHasThem(String file, String place, @Nullable String fault)
      throws IOException {
    assertThat(new VendorWitness(file, "").faults(request(place)))
        .isEqualTo(fault == null ? List.of() : List.of("no value of query parameter " + fault));
  }

  @Test
  void whatMayBeRepeatedIsAsTheDescriptionHasItEachTime() throws IOException {
    VendorWitness bitbucket = new VendorWitness("bitbucket-cloud-openapi3.json.gz", "");

    assertThat(bitbucket.faults(request(PULLS + "?state=OPEN&state=MERGED"))).isEmpty();
    assertThat(bitbucket.faults(request(PULLS + "?state=OPEN&state=SHUT"))).hasSize(1);
    assertThat(bitbucket.faults(request("/repositories/a/b/pipelines?page=1&page=2"))).hasSize(1);
  }

  private static WireRequest request(String place) {
    return WireRequest.get(URI.create(VENDOR + place));
  }
}
