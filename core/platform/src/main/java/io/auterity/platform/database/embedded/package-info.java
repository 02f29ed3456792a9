/** Supervises a real PostgreSQL, unpacked from a Maven artefact, as a child process. */
@NullMarked
package io.auterity.platform.database.embedded;

import org.jspecify.annotations.NullMarked;
