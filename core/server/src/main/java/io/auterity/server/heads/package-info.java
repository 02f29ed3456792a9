/** Heads of the tenant's providers: trained, put in force, taken back, withdrawn. */
@NullMarked
package io.auterity.server.heads;

import org.jspecify.annotations.NullMarked;
