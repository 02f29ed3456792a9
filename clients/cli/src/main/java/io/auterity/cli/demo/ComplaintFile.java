package io.auterity.cli.demo;

import java.nio.file.Path;
import java.util.List;

/**
 * A checked input.
 *
 * @param digest SHA-256 of the file's bytes in hexadecimal
 */
record ComplaintFile(Path path, String digest, List<Complaint> complaints) {

  ComplaintFile {
    complaints = List.copyOf(complaints);
  }

  /** Name of a complaint's recording: the file's digest and the complaint's id. */
  String sample(Complaint complaint) {
    return digest + ":" + complaint.id();
  }

  /** How many rows say their true class. */
  int labelled() {
    return (int) complaints.stream().filter(complaint -> complaint.product() != null).count();
  }
}
