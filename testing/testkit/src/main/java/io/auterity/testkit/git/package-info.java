/** The real git of the machine, for tests of what it is served. */
@NullMarked
package io.auterity.testkit.git;

import org.jspecify.annotations.NullMarked;
