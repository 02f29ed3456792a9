/** Vendors of models that answer on this machine and refuse what the real ones refuse. */
@NullMarked
package io.auterity.testkit.strict;

import org.jspecify.annotations.NullMarked;
