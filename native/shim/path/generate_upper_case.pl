#!/usr/bin/perl
# Prints upper_case_table.h from Perl's own copy of the Unicode character database: perl generate_upper_case.pl > upper_case_table.h
#
# Kept are the simple mappings within the first plane whose target maps back to where it came from. So one-way ones are left out
# (dotless i, long s, micro sign, title-case letters): two names that a file system may tell apart must not become one key.
use strict;
use warnings;
use Unicode::UCD qw(prop_invmap);

sub mapping {
  my ($starts, $values, $format, $default) = prop_invmap($_[0]);
  my %map;
  for my $at (0 .. $#$starts) {
    next if $values->[$at] eq $default;
    my $end = $at < $#$starts ? $starts->[$at + 1] - 1 : 0x10FFFF;
    $map{$_} = $values->[$at] + $_ - $starts->[$at] for $starts->[$at] .. $end;
  }
  return \%map;
}

my ($upper, $lower) = (mapping('Simple_Uppercase_Mapping'), mapping('Simple_Lowercase_Mapping'));
my @pairs = map { [$_, $upper->{$_}] } grep {
  $_ <= 0xFFFF && $upper->{$_} <= 0xFFFF && ($lower->{$upper->{$_}} // -1) == $_
} sort { $a <=> $b } keys %$upper;

# A run is as long as the step between its letters (1, or 2 where upper and lower case alternate) and their offset stay the same.
my @runs;
for my $pair (@pairs) {
  my ($code, $delta) = ($pair->[0], $pair->[1] - $pair->[0]);
  my $run = $runs[-1];
  if ($run && $run->{delta} == $delta && $run->{first} == $run->{last} && $code - $run->{last} <= 2) {
    @$run{qw(step last)} = ($code - $run->{last}, $code);
  } elsif ($run && $run->{delta} == $delta && $run->{first} != $run->{last} && $code - $run->{last} == $run->{step}) {
    $run->{last} = $code;
  } else {
    push @runs, { first => $code, last => $code, step => 1, delta => $delta };
  }
}

print <<"HEAD";
#pragma once

#include <cstdint>

namespace mamori::shim {

/// Letters first, first + step, … last, whose upper case lies `delta` further.
struct UpperCaseRun {
  std::uint16_t first, last, step;
  std::int32_t delta;
};

/// Made by generate_upper_case.pl from Unicode @{[Unicode::UCD::UnicodeVersion()]}: @{[scalar @pairs]} letters.
inline constexpr UpperCaseRun kUpperCaseRuns[] = {
HEAD
my @cells = map { sprintf '{0x%04x, 0x%04x, %d, %d}', @$_{qw(first last step delta)} } @runs;
while (my @line = splice @cells, 0, 4) { print '    ', join(', ', @line), ",\n" }
print "};\n\n}  // namespace mamori::shim\n";
