# Runs the repository steps of the real bs_publish on a folder, and nothing else of it.
#
#   publisher.pl SERVER CONFIG EXTREP PROJECT REPOSITORY PUBKEY STEP...
#
# SERVER is the folder of bs_publish, CONFIG that of BSConfig.pm, PUBKEY a file or '-'. A step is
# rpmmd, or patterns: as bs_publish's publish() calls them, one after the other.
use strict;
use warnings;

my ($server, $config, $extrep, $projid, $repoid, $pubkey, @steps) = @ARGV;
unshift @INC, $config, $server, '/usr/lib/obs-build', '/usr/lib/build';
require BSStdRunner;
{
  no warnings 'redefine';
  # The end of bs_publish, from where the daemon would run.
  *BSStdRunner::run = sub { };
}
$0 = "$server/bs_publish";
do $0;
die("cannot load bs_publish: $@$!\n") unless defined &createrepo_rpmmd;

my $data = {
  'repoinfo' => {'title' => 'A test'},
  'repotags' => ["obsrepository://test/$projid/$repoid"],
  'patterns' => [{'data' => <<'XML'}],
<pattern xmlns="http://novell.com/package/metadata/suse/pattern" xmlns:rpm="http://linux.duke.edu/metadata/rpm">
  <name>tools</name>
  <arch>noarch</arch>
  <version ver="1" rel="1"/>
  <summary>Tools</summary>
</pattern>
XML
};
if ($pubkey ne '-') {
  open(my $file, '<', $pubkey) or die("$pubkey: $!\n");
  local $/;
  $data->{'pubkey'} = <$file>;
}
for my $step (@steps) {
  createrepo_rpmmd($extrep, $projid, $repoid, $data, []) if $step eq 'rpmmd';
  createrepo_rpmmd($extrep, $projid, $repoid, $data, ['legacy']) if $step eq 'legacy';
  createpatterns_rpmmd($extrep, $projid, $repoid, $data, []) if $step eq 'patterns';
}
