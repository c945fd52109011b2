# Open Build Service: records a signed IMA allowlist in each rpm-md repository that is published.
#
# In BSConfig.pm of the publisher:
#
#   use lib '/usr/share/ima-allowlist/integrations/open-build-service';
#   require ImaAllowlist;
#   our $createrepo_rpmmd_hook = ImaAllowlist::hook(
#     program => '/usr/bin/ima-allowlist',
#     options => ['--key', '/etc/obs/ima-allowlist/key', '--cache', '/srv/obs/ima-allowlist-cache'],
#     project_key => 1,
#   );
#
# The README beside this file has all settings. bs_publish calls the hook after createrepo and
# before it signs repomd.xml, so that its signature covers the record.

package ImaAllowlist;

use strict;
use warnings;

use Carp ();
use File::Temp ();

my %SETTINGS = map { $_ => 1 } qw(program options project_key only on_failure);

# What the program ends with; its README has the table.
my %EXIT = (
  1 => 'findings: a package does not match what vouches for it',
  2 => 'wrong options in BSConfig.pm',
  3 => 'malformed packages or metadata',
  4 => 'input or output failed',
  5 => 'no trust: a signature or key is missing or wrong',
);

# hook(SETTING => VALUE...): the sub for $BSConfig::createrepo_rpmmd_hook. BSConfig.pm is loaded by
# every daemon, so nothing is done here but to look at the settings.
sub hook {
  my (%settings) = @_;
  for my $name (sort keys %settings) {
    Carp::croak("ImaAllowlist: there is no setting '$name'") unless $SETTINGS{$name};
  }
  my $program = $settings{'program'};
  my @program = ref($program) eq 'ARRAY' ? @$program : defined($program) ? ($program) : ();
  Carp::croak("ImaAllowlist: the setting 'program' is missing") unless @program;
  my $on_failure = $settings{'on_failure'} // 'die';
  Carp::croak("ImaAllowlist: on_failure is 'die' or 'warn', not '$on_failure'")
    unless $on_failure eq 'die' || $on_failure eq 'warn';
  my $only = $settings{'only'};
  my $options = $settings{'options'} // [];

  return sub {
    my ($projid, $repoid, $extrep, $repo_options, $data) = @_;
    return if defined($only) && "$projid/$repoid" !~ $only;
    print "    running ima-allowlist publish\n";
    eval {
      my @options = ref($options) eq 'CODE' ? $options->($projid, $repoid) : @$options;
      my $keyring = $settings{'project_key'} ? project_key($data) : undef;
      push @options, '--keyring', $keyring->filename, '--trust', 'packages' if $keyring;
      run(@program, 'publish', @options, $extrep);
      1;
    } or do {
      my $reason = $@;
      chomp $reason;
      $reason = "ima-allowlist: $projid/$repoid is not published: $reason";
      $reason .= '; its repotype rpm-md:legacy has SHA-1 checksums, which prove nothing'
        if $repo_options && $repo_options->{'legacy'};
      die("$reason\n") if $on_failure eq 'die';
      warn("$reason; going on without a new list\n");
    };
    return;
  };
}

# run(COMMAND...): dies unless it succeeds. It says on standard error, the publisher's log, why.
sub run {
  my (@command) = @_;
  my $status = system { $command[0] } @command;
  return if $status == 0;
  die("cannot run $command[0]: $!\n") if $status == -1;
  die("$command[0] was killed by signal " . ($status & 127) . "\n") if $status & 127;
  my $exit = $status >> 8;
  my $meaning = $EXIT{$exit} // 'see the lines above';
  die("exit status $exit, $meaning\n");
}

# project_key(DATA): a file, deleted with its object, with the key that the source server names as
# the project's. It signs the packages; the pin is what the build service itself believes.
sub project_key {
  my ($data) = @_;
  my $key = ($data || {})->{'pubkey'};
  die("the project has no key, and project_key is set\n") unless defined($key) && length($key);
  my $file = File::Temp->new('TEMPLATE' => 'ima-allowlist-XXXXXXXX', 'TMPDIR' => 1);
  print {$file} $key or die("cannot write $file: $!\n");
  close($file) or die("cannot write $file: $!\n");
  return $file;
}

1;
