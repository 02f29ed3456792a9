/** Connector files: their text, their structure, and what is wrong with them, by line. */
@NullMarked
package io.auterity.connector.file;

import org.jspecify.annotations.NullMarked;
